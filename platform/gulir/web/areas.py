"""The areas of pages, each a blueprint; one that is listed and cannot be imported stops the start."""

from collections.abc import Iterable
from importlib import import_module

from flask import Blueprint, Flask

AREAS: tuple[str, ...] = (
    "gulir.web.inbox.views:blueprint",
    "gulir.web.cases.views:blueprint",
    "gulir.web.evaluations:blueprint",
    "gulir.web.board.views:blueprint",
    "gulir.web.papers.views:blueprint",
    "gulir.web.signin:blueprint",
    "gulir.web.account:blueprint",
    "gulir.web.people:blueprint",
    "gulir.web.groups:blueprint",
    "gulir.web.batches:blueprint",
    "gulir.web.kampungs:blueprint",
    "gulir.web.city:blueprint",
    "gulir.web.reports:blueprint",
    "gulir.web.letters:blueprint",
    "gulir.web.tasks.views:blueprint",
    "gulir.web.calendars:blueprint",
    "gulir.web.days:blueprint",
    "gulir.web.search:blueprint",
    "gulir.web.notices:blueprint",
    "gulir.web.deliveries:blueprint",
    "gulir.web.channels:blueprint",
    "gulir.web.rulebooks:blueprint",
)


def register_areas(app: Flask, areas: Iterable[str]) -> None:
    """Registers each `package.module:blueprint`; raises what the import raises."""
    for dotted in areas:
        module, _, name = dotted.partition(":")
        blueprint = getattr(import_module(module), name)
        if not isinstance(blueprint, Blueprint):
            raise TypeError(f"{dotted} is not a blueprint")
        app.register_blueprint(blueprint)
