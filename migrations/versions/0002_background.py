"""Whom the clock tells of what, where their mail goes, and the traces that removed history leaves."""

from alembic import op

from migrations.helpers import owned_by, run_file

revision = "0002"
down_revision = "0001"

APP = (
    "audience(text,int,uuid,text[],uuid[],uuid)",
    "may_hear(text,int,uuid,uuid)",
    "addresses(text,int,uuid[])",
    "muted(text,int,uuid,uuid[])",
    "outdated_plans(text,int)",
    "history_traces(text,int)",
)


def upgrade() -> None:
    op.execute("create index notice_unread on notice (person_id) where read_at is null")
    op.execute("grant select on membership, notice, delivery, preference, reach, mute to gulir_door")
    with owned_by("gulir_door"):
        run_file("0002_background.sql")
        for function in APP:
            op.execute(f"grant execute on function {function} to gulir_app")


def downgrade() -> None:
    raise RuntimeError("Going back would leave workers without anybody to tell: restore a backup instead.")
