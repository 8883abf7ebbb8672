"""What somebody typed stands inside a sentence of ours as a quotation, marked as Indonesian, and escaped like anything else."""

from flask_babel import force_locale

from gulir.cases.story import filled
from gulir.engine.text import Rupiah, Typed, _
from gulir.web.words import text, told


def test_what_a_sentence_ends_with_is_quoted_and_names_inside_it_are_not(context) -> None:
    sentence = filled(_("Referred to %(whom)s: %(reason)s"), {"whom": "Dinas <b>", "reason": 'bukan "wewenang" <i>kami</i>'})
    assert isinstance(sentence.params["reason"], Typed)
    with force_locale("en"):
        assert told(sentence) == 'Referred to Dinas &lt;b&gt;: <q lang="id">bukan &#34;wewenang&#34; &lt;i&gt;kami&lt;/i&gt;</q>'
        assert text(sentence) == 'Referred to Dinas <b>: bukan "wewenang" <i>kami</i>'


def test_what_is_no_word_of_somebody_is_no_quotation(context) -> None:
    with force_locale("en"):
        assert told(filled(_("%(who)s granted %(amount)s."), {"who": "Dinas", "amount": Rupiah(5)})) == "Dinas granted Rp\u00a05."
        assert told(filled(_("The rest of the money lapsed: %(reason)s"), {})) == "The rest of the money lapsed: not recorded"
        assert "<q" not in str(told(filled(_("%(who)s rated the group: %(rating)s."), {"who": "UPC", "rating": "baik"})))
