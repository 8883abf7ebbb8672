"""The wall and the door: every table, who may read it, and the only functions that change a state."""

from alembic import op

from migrations.helpers import owned_by, run_file

revision = "0001"
down_revision = None

DOOR_FILES = ("03_acting.sql", "05_door.sql", "13_teams.sql", "06_take.sql", "07_look.sql", "08_functions.sql", "09_services.sql", "15_tying.sql")
DOOR_FILES += ("17_sealed_scores.sql", "19_migrate.sql", "20_team_turns.sql", "21_channels.sql", "27_letter_door.sql", "29_codes.sql")
DOOR_FILES += ("30_holidays_door.sql", "31_tasks_door.sql", "33_retaking.sql")
TRIGGERS = ["group_changed", "of_group_changed", "household_changed", "kampung_changed", "batch_changed", "case_words", "group_words", "kampung_words"]
TRIGGERS += [
    "never",
    "released_stays_gone",
    "sibling_opened",
    "score_sealed",
    "may_leave_teams",
    "delivery_about",
    "holiday_counts",
    "channel_noted",
    "hook_noted",
]
SIGNIN_TRIGGERS = ("delegation_fits", "delegation_ended", "seat_changed", "account_disabled")
APP = """acting_session() tenants() writes() lanes() civil() me() my_org() whole() my_kampungs() my_groups() in_own_name() whoami(text)
  arrive(text,text,text,boolean)
  look(text,int,uuid,text) look_new(text,int,uuid,uuid,uuid,uuid) take(text,int,uuid,jsonb) sign(text,int,uuid,jsonb) earlier(text,int,uuid,jsonb)
  open_case(text,int,jsonb) find(text,text,int,int[]) claim(text,int,bytea[],uuid[]) release_claim(text,int,uuid) verify_city(text,int)
  witness_lines(text,int) drop_anchor(text,int,date) check_anchors(text,int) anchor_mailed(text,int,date)
  plead(text,int,uuid,uuid) plea_known(text,text,uuid) plea_of(text,int,uuid)
  score(text,int,uuid,jsonb) candidates(text,int,uuid,uuid)
  look_many(text,int,uuid[]) issue_letter(text,int,uuid,jsonb) letter_printed(text,int,uuid,text,bigint) letter_told(text,int,uuid) code_channels(text)
  my_reach() ask_task(text,int,uuid,jsonb) task_step(text,int,uuid,int,int,int) task_ends(text,int,uuid,jsonb) task_file(text,int,uuid)
  change_task(text,int,uuid,text) expire_tasks(text,int)
  version_for_new(text) migrating(text,int,text,int,uuid,int) migrate(text,int,text,int,int,jsonb)"""

RELAY = "mint_job(int,int), mint_letter(int,uuid,int), start_task(int,uuid,text[],int,int,int), claim_tasks(int,int,int), end_task_key(text)"


def upgrade() -> None:
    op.execute("alter default privileges in schema public revoke execute on functions from public")
    run_file("01_world.sql")
    run_file("02_city.sql")
    run_file("14_ties.sql")
    run_file("12_items.sql")
    run_file("16_evaluation.sql")
    run_file("22_preferences.sql")
    run_file("24_absence.sql")
    run_file("25_letters.sql")
    run_file("31_tasks.sql")
    op.execute("grant select on session, person, tenant, organisation to gulir_door")
    with owned_by("gulir_door"):
        op.execute("alter default privileges revoke execute on functions from public")
        for name in DOOR_FILES:
            run_file(name)
        for function in APP.split():
            op.execute(f"grant execute on function {function} to gulir_app")
        for function in TRIGGERS:
            op.execute(f"grant execute on function {function}() to gulir_owner")
        op.execute("grant execute on function event_line(int,uuid,int,timestamptz,text,int,text,text,text,uuid,int,text,date,text,text,bytea) to gulir_backup")
        op.execute("grant execute on function reach_of(session) to gulir_signin")
    run_file("04_policies.sql")
    with owned_by("gulir_signin"):
        op.execute("alter default privileges revoke execute on functions from public")
        run_file("11_keys.sql")
        run_file("26_standing_in.sql")
        run_file("28_letter_keys.sql")
        run_file("31_task_keys.sql")
        op.execute(f"grant execute on function {RELAY} to gulir_relay")
        for function in SIGNIN_TRIGGERS:
            op.execute(f"grant execute on function {function}() to gulir_owner")
    run_file("10_triggers.sql")
    run_file("18_evaluation_wall.sql")
    run_file("29_channel_log.sql")
    run_file("30_holidays.sql")


def downgrade() -> None:
    raise RuntimeError("The first migration has no way back: drop the database instead.")
