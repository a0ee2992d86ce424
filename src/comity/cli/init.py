"""``comity init``: the key ceremony, guided in a terminal or driven by flags."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from comity import custody
from comity.cli import asking, output
from comity.cli.asking import Secrets
from comity.cli.output import Output
from comity.config import FICTIONAL, Config, Mode
from comity.custody import Part
from comity.errors import Refused
from comity.home import home
from comity.operations import ceremony

app = output.commands("cli.help_init")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # the screen and what scrolled off it


@app.command(help="init.help")
def init(
    ctx: typer.Context,
    founders: Annotated[Path | None, typer.Option("--founders", metavar="FILE", help="init.help_founders")] = None,
    profile: Annotated[str, typer.Option("--profile", help="init.help_profile")] = "",
    mode: Annotated[str, typer.Option("--mode", metavar="demo|production", help="init.help_mode")] = "",
    node: Annotated[str, typer.Option("--node", help="init.help_node")] = "",
    log_name: Annotated[str, typer.Option("--log-name", help="init.help_origin")] = "",
    custodian: Annotated[
        list[str] | None, typer.Option("--custodian", metavar="STATE", help="init.help_custodian")
    ] = None,
    sheet: Annotated[list[Path] | None, typer.Option("--sheet", metavar="FILE", help="init.help_sheet")] = None,
) -> None:
    """Found a node."""
    out = output.of(ctx)
    config = _config(out, profile, mode, node, log_name)
    chosen = Path(_given(out, str(founders or ""), "--founders FILE", "init.ask_founders"))
    states = custodian or [_given(out, "", "--custodian STATE", "init.ask_custodian", number=n) for n in (1, 2)]
    plan = ceremony.plan(home(), config, chosen, states)
    passphrase, *parts = ceremony.parts()
    _hand_over(out, parts, states, sheet or [], config.node)
    receipt = ceremony.carry_out(plan, passphrase)
    value = {"home": str(plan.located.home), "origin": config.origin, "act": receipt.act, "time": receipt.time}
    out.answer(value, lambda: out.lines([out.word("init.done", home=plan.located.home, origin=config.origin)]))


def _config(out: Output, profile: str, mode: str, node: str, log_name: str) -> Config:
    values: dict[str, Any] = {"language": out.lang}
    values["profile"] = _given(out, profile, "--profile", "init.ask_profile")
    values["mode"] = _given(out, mode, "--mode", "init.ask_mode")
    values["node"] = _given(out, node, "--node", "init.ask_node")
    values["origin"] = _given(out, log_name, "--log-name", "init.ask_origin")
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise Refused("init.value", "", key=key, value=str(values.get(key, ""))[:80]) from None
    if (FICTIONAL in config.origin) != (config.mode is Mode.DEMO):
        raise Refused("init.value", "", key="origin", value=config.origin)
    return config


def _given(out: Output, value: str, option: str, question: str, number: int = 0) -> str:
    found = value or asking.answer(out, question, number=number)
    if not found:
        raise Refused("init.missing", "", option=option)
    return found


def _hand_over(out: Output, parts: list[Any], states: list[str], sheets: list[Path], node: str) -> None:
    """Give each custodian a part, unseen by the other: on paper from the screen, or as a private file."""
    if sheets:
        if len(sheets) != ceremony.CUSTODIANS:
            raise Refused("init.missing", "", option="--sheet FILE --sheet FILE")
        for path, part in zip(sheets, parts, strict=True):
            ceremony.write_sheet(path, part, node, out.lang)
        return
    if not sys.stdin.isatty():
        raise Refused("init.missing", "", option="--sheet FILE --sheet FILE")
    for part, state in zip(parts, states, strict=True):
        input(out.word("init.alone", number=part.number, state=state))
        print(_CLEAR + custody.sheet(part, node, out.lang))
        input(out.word("init.copied"))
        print(_CLEAR, end="")
        Secrets(out).until_good(partial(_typed_back, out, part))


def _typed_back(out: Output, part: Part) -> None:
    if custody.read_part(Secrets(out).ask("secrets.part", number=part.number)) != part:
        raise Refused("init.typed_back", "design, Custodians")
