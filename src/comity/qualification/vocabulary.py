"""The closed lists of qualification: what a dossier may choose from, and nothing else.

Some members exist only so that a gate can refuse them with its article (``Basis.EXT_2017``,
``Selection.RELIGION``): a value that cannot be written down cannot be answered either.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Door(StrEnum):
    """A decision point in a move; it opens only when every gate that binds it permits."""

    LIST_CIRCULATE = "list.circulate"
    LIST_COMMON = "list.common"
    LIST_RENEW = "list.renew"
    REGISTER_CIRCULATE = "register.circulate"
    REGISTER_RENEW = "register.renew"
    SUPPORT_CIRCULATE = "support.circulate"
    SUPPORT_RENEW = "support.renew"
    CONTRIBUTE = "databank.contribute"  # an organisation or an incident
    TREND = "databank.trend"
    RESULT = "databank.result"
    ASK = "request.ask"
    ANSWER = "request.answer"
    WARN = "danger.warn"

    @property
    def is_list(self) -> bool:
        """Whether the door concerns an organisation on the List."""
        return self in (Door.LIST_CIRCULATE, Door.LIST_COMMON, Door.LIST_RENEW)

    @property
    def is_register(self) -> bool:
        """Whether the door concerns a person in the Register."""
        return self in (Door.REGISTER_CIRCULATE, Door.REGISTER_RENEW)

    @property
    def is_support(self) -> bool:
        """Whether the door concerns somebody said to give support (law.md A2, D3)."""
        return self in (Door.SUPPORT_CIRCULATE, Door.SUPPORT_RENEW)

    @property
    def is_entry(self) -> bool:
        """Whether the door leads to an entry; the others lead to something told."""
        return self.is_list or self.is_register or self.is_support

    @property
    def is_renewal(self) -> bool:
        """Whether the door extends an entry that already stands."""
        return self in (Door.LIST_RENEW, Door.REGISTER_RENEW, Door.SUPPORT_RENEW)


class Basis(StrEnum):
    """The definition relied on. Only the first four are Article 1(1) of the 2001 Convention."""

    T_A = "T-a"  # an offence of an annexed treaty
    T_B = "T-b"  # another violent act with a terrorist purpose
    S = "S"  # separatism, in a violent manner
    E = "E"  # seizing power or changing the constitutional order by violence
    TERR_2009 = "TERR-2009"  # the wider definition of 2009; never enough alone
    EXT_2017 = "EXT-2017"  # the wider definition of 2017; never enough alone


class Violence(StrEnum):
    """Kinds of violent act (Conv. Art 1(1)). Speech, worship, membership and dress are not among them."""

    KILLING = "killing"
    BODILY_INJURY = "serious_bodily_injury"
    HOSTAGE_TAKING = "hostage_taking"
    ABDUCTION = "abduction"
    BOMBING = "bombing"
    ARMED_ATTACK = "armed_attack"
    AIRCRAFT_SEIZURE = "aircraft_or_ship_seizure"
    ATTACK_ON_TRANSPORT = "attack_on_transport"
    NUCLEAR_OR_TOXIC = "nuclear_chemical_or_biological"
    MAJOR_DAMAGE = "major_damage_to_a_facility"
    ARMED_FORMATION = "armed_formation"
    VIOLENT_SEIZURE_OF_POWER = "violent_seizure_of_power"


class Involvement(StrEnum):
    """What the subject had to do with the act (Conv. Art 1(1): "as well as organising, planning, aiding")."""

    DONE = "done"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    AIDED = "aided"
    FINANCED = "financed"


class PurposeElement(StrEnum):
    """The purpose that Conv. Art 1(1)1(b) requires, by nature or context of the act."""

    INTIMIDATE = "intimidate_population"
    PUBLIC_SECURITY = "violate_public_security"
    COMPEL = "compel_authority_or_organisation"


class Factor(StrEnum):
    """The seven elements weighed for neutrality (INTERPOL RPD Art 34)."""

    OFFENCE = "nature_of_offence"
    STATUS = "status_of_person"
    SOURCE = "source_of_data"
    POSITIONS = "positions_of_states"
    OBLIGATIONS = "international_obligations"
    NEUTRALITY = "implications_for_neutrality"
    CONTEXT = "general_context"


class Protected(StrEnum):
    """Conduct that is no ground by itself (ICCPR Arts 18-22; INTERPOL Const. Art 3)."""

    MEMBERSHIP = "membership"
    SPEECH = "speech"
    WORSHIP = "worship"
    LITERATURE = "literature"
    DRESS = "dress"
    LAWFUL_FUNDING = "funding_of_lawful_activity"
    ASSEMBLY = "assembly"
    HUMANITARIAN = "humanitarian_work"
    LEGAL_AID = "legal_aid"
    MEDIA = "media"
    HUMAN_RIGHTS = "human_rights_work"


class Reliance(StrEnum):
    """How far a claim rests on one kind of protected conduct."""

    NONE = "none"  # it plays no part
    BESIDE = "beside_violence"  # it is mentioned; the violent act suffices without it
    ALONE = "alone"  # without it nothing is left


class Subject(StrEnum):
    """Whom a court found to have given support (RATS Agr. Art 6(4); law.md A2, D3)."""

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class Support(StrEnum):
    """Kinds of material support for a violent act. Opinion, praise and company are not among them."""

    FUNDS = "funds"
    WEAPONS = "weapons"
    SHELTER = "shelter"
    TRANSPORT = "transport"
    TRAINING = "training"
    DOCUMENTS = "documents"
    RECRUITMENT = "recruitment_for_the_act"


class Excluded(StrEnum):
    """Activity that is no support, whatever else is said of it: the negative checklist (gate 37; FATF R.8)."""

    HUMANITARIAN = "humanitarian"
    LEGAL_AID = "legal_aid"
    MEDIA = "media"
    HUMAN_RIGHTS = "human_rights"
    RELIGION = "religion"


class Selection(StrEnum):
    """How the case arose. The last four can be stated only to be refused (gate 43)."""

    COMPLAINT = "complaint_of_a_victim"
    INVESTIGATION = "investigation_of_an_act"
    COURT_ORDER = "order_of_a_court"
    REQUEST = "request_of_another_state"
    NATIONALITY = "nationality"
    ORIGIN = "origin"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"


class Link(StrEnum):
    """Why another State is concerned (RPD Art 35)."""

    LOCATED_ABROAD = "located_abroad"
    ACTS_ABROAD = "acts_abroad"
    FOREIGN_VICTIMS = "foreign_victims"
    ACTIVE_ABROAD = "active_abroad"


class EffectCode(StrEnum):
    """What an entry does to its subject; stated by drafter and approver apart (gate 44)."""

    BAN_SHOWN = "national_ban_shown_to_members"
    BAN_COMMON = "ban_adopted_by_all_members"
    JUDGMENT_SHOWN = "judgment_shown_to_members"
    ARREST = "arrest_on_sight"
    TRIAL = "surrender_sought_for_trial"
    SENTENCE = "surrender_sought_to_serve_sentence"
    ASSETS = "assets_frozen"
    TRAVEL = "travel_refused"


class HandlingCode(StrEnum):
    """Who may see it (design, glossary)."""

    PUBLIC = "PUBLIC"
    MEMBER = "MEMBER"
    NAMED = "NAMED"
    EYES_OF_REVIEW = "EYES_OF_REVIEW"


class Condition(StrEnum):
    """Conditions of use that a giver sets (Conv. Art 13; Europol Reg. 2016/794 Art 19)."""

    PURPOSE_ONLY = "purpose_only"  # for the purpose for which it was given, and no other
    NO_ONWARD = "no_onward_transfer"  # to nobody else without written consent
    NOT_EVIDENCE = "not_as_evidence"  # not before a court without consent
    CONSULT_FIRST = "consult_first"  # ask the giver before acting on it
    DELETE_AFTER_USE = "delete_after_use"


class CountedUnit(StrEnum):
    """What a result counts. The last can be stated only to be refused (gate 41)."""

    ATTACKS_PREVENTED = "attacks_prevented"
    CRIMES_AVERTED = "crimes_averted"
    CAMPS_CLOSED = "training_camps_closed"
    CELLS_DISMANTLED = "cells_dismantled"
    CASES_OPENED = "criminal_cases_opened"
    PERSONS_KILLED = "persons_killed"
    PERSONS_WOUNDED = "persons_wounded"
    PERSONS_DETAINED = "persons_detained"
    PERSONS_SURRENDERED = "persons_surrendered"
    PERSONS_CHARGED = "persons_charged"
    PERSONS_CONVICTED = "persons_convicted"
    PERSONS_ACQUITTED = "persons_acquitted"
    PERSONS_IN_REGISTER = "persons_in_the_register"
    ORGANISATIONS_LISTED = "organisations_listed"
    WEAPONS_SEIZED = "weapons_seized"
    NEUTRALISED = "neutralised"


class AskPurpose(StrEnum):
    """Why information is asked for (Conv. Art 6). There is no other purpose."""

    PROSECUTION = "prosecution"
    PREVENTION = "prevention_of_an_act"
    EXTRADITION = "extradition"
    ASSISTANCE = "execution_of_a_request"
    DESIGNATION = "examining_an_entry"
    REDRESS = "redress"


class Category(StrEnum):
    """What the person is in the proceedings (LED Art 6). There is no third category."""

    ACCUSED = "accused"
    CONVICTED = "convicted"


class WantedFor(StrEnum):
    """Why the person is sought (RATS Agr. Art 6(8)). There is no third purpose."""

    PROSECUTION = "prosecution"
    SENTENCE = "sentence"


class DecisionType(StrEnum):
    """Kinds of judicial decision (law.md D(i))."""

    WARRANT = "warrant"
    INDICTMENT = "indictment_confirmation"
    BAN = "ban"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    QUASHING = "quashing"
    DELISTING = "delisting"
    AMNESTY = "amnesty"
    EXTRADITION = "extradition_ruling"


class IssuedBy(StrEnum):
    """Who issued a decision; only the first two are judicial."""

    COURT = "court"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    EXECUTIVE = "executive"


class DecisionStanding(StrEnum):
    """Where a decision stands (law.md D(ii))."""

    IN_FORCE = "in_force"
    STAYED = "stayed"
    UNDER_APPEAL = "under_appeal"
    VARIED = "varied"
    QUASHED = "quashed"
    AMNESTIED = "amnestied"
    TIME_BARRED = "time_barred"
    EXECUTED = "executed"


class Position(StrEnum):
    """What a member says to a proposal for common listing (Charter Art 16)."""

    NO_OBJECTION = "no_objection"
    STATEMENT = "statement"
    OBJECTION = "objection"
    NON_PARTICIPANT = "non_participant"


class Answer(StrEnum):
    """The asylum authority's blind answer."""

    NONE = "none"
    SOME = "some"


class Clearance(StrEnum):
    """The independent reviewer's answer."""

    CLEARED = "cleared"
    REFUSED = "refused"


class HumanGate(IntEnum):
    """Gates with a part that only the reviewer's attestation answers (type H in law.md D(iii))."""

    VIOLENCE = 6
    PURPOSE = 7
    PROTECTED_CONDUCT = 8
    FORBIDDEN_TERMS = 13
    PROPORTIONALITY = 16
    NEUTRALITY = 17
    TORTURE = 20
    FAIR_TRIAL = 27
    NAMESAKES = 33
    SELECTION = 43
