"""What the planner of the database knows about tables, after many rows came at once."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session


def refresh_statistics(session: Session, *models: Any) -> None:
    """Let the database look at these tables now: with old figures it may plan for minutes."""
    for model in models:
        session.execute(text(f"ANALYZE {model.__tablename__}"))
