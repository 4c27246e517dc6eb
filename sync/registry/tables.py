"""The registry's tables, and how its database is opened.

"Exactly once" is three unique constraints: a machine has one batch of each number, a survey one row for each revision,
an envelope one row at all. Everything else is bookkeeping around them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

READ_ONLY = {"registry_read_only": True}
"""Execution options of a connection that will not write: it need not wait for those that do."""

_BUSY_SECONDS = 30


class Base(DeclarativeBase):
    """All tables of the registry."""


class MachineRow(Base):
    """A desk's machine, admitted to send."""

    __tablename__ = "machine"

    name: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str]
    desk: Mapped[int]
    public: Mapped[bytes]
    admitted_at: Mapped[str]


class OfficerRow(Base):
    """An officer at one desk, with the key that signs deeds there."""

    __tablename__ = "officer"

    machine: Mapped[str] = mapped_column(ForeignKey("machine.name"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    public: Mapped[bytes]
    suspended_at: Mapped[str | None]


class BatchRow(Base):
    """A batch that was taken, with the receipt that was and always will be its answer."""

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("digest"),)

    machine: Mapped[str] = mapped_column(ForeignKey("machine.name"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    previous_digest: Mapped[str]
    made_at: Mapped[str]
    received_at: Mapped[str]
    skew_seconds: Mapped[int | None]
    receipt: Mapped[bytes] = mapped_column(LargeBinary)


class VerdictRow(Base):
    """The registry's word on each envelope of a batch, refused ones included."""

    __tablename__ = "verdict"
    __table_args__ = (ForeignKeyConstraint(["machine", "batch_number"], ["batch.machine", "batch.number"]),)

    machine: Mapped[str] = mapped_column(primary_key=True)
    batch_number: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    survey_number: Mapped[str] = mapped_column(index=True)
    revision: Mapped[int]
    envelope_digest: Mapped[str]
    outcome: Mapped[str]
    code: Mapped[str]
    of: Mapped[str]


class SurveyRow(Base):
    """One revision of one household's survey, opened and checked."""

    __tablename__ = "survey"
    __table_args__ = (
        UniqueConstraint("envelope_digest"),
        ForeignKeyConstraint(
            ["machine", "batch_number"],
            ["batch.machine", "batch.number"],
            deferrable=True,  # the batch is written last, with the receipt that its surveys' verdicts make up
            initially="DEFERRED",
        ),
    )

    survey_number: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    machine: Mapped[str]
    batch_number: Mapped[int]
    envelope_digest: Mapped[str]
    content_digest: Mapped[str]
    edition: Mapped[str]
    author: Mapped[str]
    approver: Mapped[str]
    finished_at: Mapped[str]
    stored_at: Mapped[str]
    score_sha256: Mapped[str]
    instance: Mapped[bytes] = mapped_column(LargeBinary)
    beside: Mapped[bytes] = mapped_column(LargeBinary)


def open_database(url: str) -> Engine:
    """Open, and make the tables that are not there yet."""
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS} if url.startswith("sqlite:") else {})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    Base.metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """A commit that was answered must outlive a power cut: WAL with a full sync at each commit."""
    connection.isolation_level = None  # the driver would begin transactions at its own time; `_begin_sqlite` does
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock before it reads, or two of them would each wait for the other to give up."""
    read_only = connection.get_execution_options().get("registry_read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
