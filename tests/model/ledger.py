"""What the facts of a request say of its claims: read again from the beginning, every time."""

from datetime import date
from typing import Any

from tests.model.claim import (
    REST,
    Claim,
    Decided,
    Deed,
    carry_out,
    find_not_applicable,
    say,
    take_back,
)
from tests.model.facts import AT_ONCE, HELD_UP_BY_DOUBT, Fact, Facts, answers


class Ledger(Facts):
    """The facts of one request, and what they make of each right."""

    def claims(self) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        first = self.facts[0].said
        forwarder = first.get("forwarded_by")
        receipt: date = first["received_on"]
        if forwarder and forwarder.get("official_channel"):
            receipt = forwarder["their_receipt_on"]
        for fact in self.facts:
            if fact.step == "add_claim" and fact.said["received_on"] == receipt:
                read(self, found, fact._replace(said=fact.said | {"received_on": None}))
                continue
            if fact.step == "correct_receipt":
                for one in found.values():
                    if one.received_on == receipt:
                        one.received_on = None
                receipt = fact.said["received_on"]
            if fact.step == "absorb":
                for one in found.values() if fact.said["claims"] else ():
                    one.received_on = one.received_on or receipt
                receipt = min(receipt, fact.said["received_on"])
            read(self, found, fact)
        return found

    def extensible(self) -> list[Claim]:
        """Left out, `rights` means every claim of which the deadline can still be moved."""
        return still_moved(self.claims())

    def recipients_of(self, claim: "Claim") -> tuple[str, ...]:
        """Those in the profile for these purposes; no purpose named means every one."""
        named = claim.purposes or tuple(self.recipients)
        return tuple({who for name in named for who in self.recipients.get(name, ())})


def read(ledger: Facts, found: dict[str, Claim], fact: Fact) -> None:  # noqa: C901, PLR0912 - a case a fact
    said = fact.said
    claim = found.get(str(said.get("right")))
    match fact.step:
        case "receive":
            for one in said["rights"]:
                found[one["right"]] = opened(one)
        case "absorb":
            for one in said["claims"]:
                asked = found.setdefault(one["right"], opened(one))
                days = [day for day in (asked.received_on, one["received_on"]) if day]
                asked.received_on = min(days, default=None)
                asked.purposes = together(asked.purposes, one["purposes"])
                asked.categories = together(asked.categories, one["categories"])
        case "join":
            unread = not found
            for one in said["claims"]:
                if one["right"] not in found or unread:
                    found[one["right"]] = opened(one | ({"received_on": None} if unread else {}))
        case "add_claim":
            found[said["right"]] = opened(said)
        case "reclassify_claim":
            old = found.pop(said["from_right"])
            found[said["to_right"]] = Claim(said["to_right"], old.purposes, old.categories)
            found[said["to_right"]].extension_told_on = old.extension_told_on
            found[said["to_right"]].counted_from = old.counted_from
            found[said["to_right"]].received_on = old.received_on
            found[said["to_right"]].deeds = old.deeds
            if said.get("received_on"):
                found[said["to_right"]].received_on = said["received_on"]
                found[said["to_right"]].counted_from = None
        case "fail_identity":
            for one in found.values():
                undone = one.status in {"open", "granted", "partly_granted"}
                if one.right in HELD_UP_BY_DOUBT and undone:
                    kept = {
                        k: v
                        for k, v in one.said_of.items()
                        if v.decision not in {"granted", "open"}
                    }
                    failed = Decided("refused", "gdpr/12/6", fact, ledger.four_eyes)
                    one.said_of = {**kept, REST: failed}
        case "extend_deadline":
            for right in said.get("rights") or [one.right for one in still_moved(found)]:
                found[right].extension_told_on = said["notified_on"]
        case "withdraw":
            for right in said["rights"]:
                claim = found[right]
                claim.withdrawn, claim.withdrawn_on = True, said["on"]
                claim.said_of = {k: v for k, v in claim.said_of.items() if not v.proposed}
        case "inform":
            for right in said["rights"]:
                if answers(fact) and right in found and found[right].is_decided:
                    found[right].told_by = found[right].told_by or fact
        case _ if claim:
            read_of_one(ledger, claim, fact)


def read_of_one(ledger: Facts, claim: Claim, fact: Fact) -> None:  # noqa: C901, PLR0912 - a case a fact
    said, four_eyes = fact.said, ledger.four_eyes
    match fact.step:
        case "apply_exception":
            say(claim, fact, "excepted")
            alone = claim.nothing_is_left and not claim.decisions & {"granted", "fulfilled"}
            for name, one in claim.said_of.items():
                if one.fact is fact:
                    claim.said_of[name] = one._replace(proposed=four_eyes and alone)
        case "refuse":
            say(claim, fact, "refused", proposed=four_eyes)
        case "find_not_applicable":
            find_not_applicable(claim, fact, four_eyes=four_eyes)
        case "approve_refusal":
            claim.said_of = {k: v._replace(proposed=False) for k, v in claim.said_of.items()}
        case "grant":
            say(claim, fact, "granted")
        case "fulfil":
            carry_out(claim, fact)
            claim.carried_out(said.get("done_on") or restricted_on(ledger, claim, fact) or fact.on)
        case "revoke_decision":
            take_back(claim, fact)
            if claim.status not in {"fulfilled", "partly_fulfilled"}:
                claim.fulfilled_on = None
            if claim.informed_on:  # only after reopening; a new fact starts a month
                reopening = [one for one in ledger.before(fact) if one.step == "reopen"][-1]
                claim.told_by = None
                claim.deeds = [one._replace(before=True) for one in claim.deeds]
                if reopening.said["new_fact"] in {"proof", "clarification"}:
                    claim.counted_from = reopening.said["on"]
                    claim.extension_told_on = None
        case "perform_human_review":
            claim.deeds.append(Deed(fact.step, said["reviewed_on"]))
        case "perform_balancing":
            claim.deeds.append(Deed(f"weighed for the {said['prevails']}", said["performed_on"]))
        case "deliver_copy":
            claim.deeds.append(Deed(fact.step, said["delivered_on"]))
        case "give_access":
            claim.deeds.append(Deed(fact.step, said["given_on"]))
        case "transmit_data":
            claim.deeds.append(Deed(fact.step, said["transmitted_on"]))
        case "stop_marketing" | "stop_processing":
            claim.deeds.append(stop_of(ledger, claim, fact))
        case "record_suppression":
            claim.deeds.append(Deed(fact.step, said["suppressed_on"]))
        case "notify_recipient" | "omit_notification":
            claim.told.add(said["recipient"])
        case "propose_fee" | "accept_fee" | "decline_fee" | "waive_fee":
            claim.fee_ground = said.get("ground") or claim.fee_ground
            standing = {"propose_fee": "proposed", "accept_fee": "accepted"}
            claim.fee = standing.get(fact.step, "declined" if fact.step == "decline_fee" else None)


def stop_of(ledger: Facts, claim: Claim, stop: Fact) -> Deed:
    goes_on = stop.step == "stop_processing" and still_used(ledger, claim, stop)
    return Deed(stop.step, stop.said["stopped_on"], goes_on=goes_on)


def still_used(ledger: Facts, claim: Claim, stop: Fact) -> bool:
    """Whether a purpose that was named is neither stopped by then nor decided otherwise."""
    before = [one for one in ledger.before(stop) if one.step == "stop_processing"]
    stops = [one.said for one in (*before, stop) if one.said["right"] == claim.right]
    if not all(said.get("purposes") for said in stops):
        return False
    stopped = {("purposes", one) for said in stops for one in said["purposes"]}
    yes = {"granted", "fulfilled", "open"}
    noes = {name for name, one in claim.said_of.items() if one.decision not in yes}
    return bool({("purposes", one) for one in claim.purposes} - stopped - noes)


def restricted_on(ledger: Facts, claim: Claim, fact: Fact) -> date | None:
    """Of a restriction that nobody dated: the last day on which data were restricted."""
    if claim.right != "restriction":
        return None
    applied: dict[str, date] = {}
    for one in ledger.before(fact):
        if one.step == "apply_restriction":
            applied[one.said["ground"]] = one.said["applied_on"]
        elif one.step == "lift_restriction":
            applied.pop(one.said["ground"], None)
    return max(applied.values(), default=None)


def still_moved(claims: dict[str, Claim]) -> list[Claim]:
    return [
        one
        for one in claims.values()
        if one.right not in AT_ONCE
        and not (one.extension_told_on or one.informed_on or one.withdrawn)
    ]


def opened(said: dict[str, Any]) -> Claim:
    return Claim(
        said["right"],
        tuple(said.get("purposes") or ()),
        tuple(said.get("categories") or ()),
        received_on=said.get("received_on"),
    )


def together(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """What either asks about; none named means everything."""
    return tuple({*some, *others}) if some and others else ()
