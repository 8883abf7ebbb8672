"""The three processes as a supervisor runs them: they start, work, and end when told."""

import signal

from tests.jobs.running import until


def test_all_three_do_their_work_and_end_when_told(ground, alone, start, tmp_path):
    cases = [ground.open(f"KUBE {n}") for n in range(3)]
    for case in cases:
        ground.put(case, "test-record")
    late = ground.open("KUBE Telat")
    ground.change("update cases set due_on = current_date - 10 where id = :case", case=late)
    processes = [start(name) for name in ("relay", "worker", "scheduler")]
    until(lambda: sorted(ground.recorded().values()) == [1, 1, 1], 120, "the outbox was not worked off")
    until(lambda: ground.see("select 1 as x from anchor where tenant_id = :tenant"), 120, "no anchor was dropped")
    until(lambda: ground.see("select 1 as x from event where tenant_id = :tenant and step in ('remind', 'escalate')"), 120, "nobody was reminded")
    until(lambda: ground.see("select 1 as x from notice where tenant_id = :tenant and topic ~ '^(reminded|escalated)_'"), 120, "nobody was told")
    for one in processes:
        one.process.send_signal(signal.SIGTERM)
    ends = [one.process.wait(60) for one in processes]
    assert ends == [0, 0, 0], "\n".join(log.read_text()[-3000:] for log in sorted(tmp_path.glob("*.log")))
