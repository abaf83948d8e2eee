"""Jobs that were given up: told, and tried again."""

from sqlalchemy import select, update

from directory.extensions import transaction
from directory.jobs import operations
from directory.jobs.models import Job
from tests.making import AT


def run(runner, *words):
    result = runner.invoke(args=["directory", "job", *words])
    return result.exit_code, result.output.strip()


def test_what_was_given_up_is_told_and_tried_again(runner, db):
    with transaction():
        number = operations.enqueue("greet", {"name": "x"}, at=AT).id
    assert run(runner, "list") == (0, "")
    with transaction():
        db.session.execute(update(Job).values(gave_up_at=AT, trouble="KeyError", tries=8))
    told = (
        f'{number}  greet  {{"name": "x"}}  KeyError  tried 8 times, given up 2026-11-22 12:00 UTC'
    )
    assert run(runner, "list") == (0, told)
    assert run(runner, "again", str(number)) == (0, f"Job {number} waits.")
    assert run(runner, "list") == (0, "")
    assert db.session.scalar(select(Job.tries)) == 0


def test_a_job_that_was_not_given_up_is_not_tried_again(runner, db):
    assert run(runner, "again", "99") == (1, "Error: No job with the number 99 was given up.")
