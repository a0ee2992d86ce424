"""What the databank does and does not add up to: findings about what is told, never about people.

Pure functions over what one reader may see (``comity.databank.told.Told``): so findings, and their number,
differ by reader. Each finding names the statements behind it. Nothing here decides anything: a finding
is read by a person (law.md A1, F3; E16). The definitions, to which a test bench is held:

*Contradiction.* Statements of one file, of any owners, that cannot all hold at one time; one finding for a
file and property. Founded, dissolved, the day of an incident: their days cannot be the same. Strength and
each toll: their ranges do not meet. Base region and region of an incident: neither lies in the other
(``XA-01`` lies in ``XA``). Legal status: one State tells two. UN reference: two, or one beside ``none``,
whatever their validity. Part of: of two files. Front: A of B, and B of A. An incident has one day and one
region. A vague day is all its days and contradicts none of them; validity without an end is open; two
times overlap only where they must, whatever the vague days mean, and a day on which one ends and the next
begins is a handover and no overlap.

*Duplicate.* Two organisations' files with a UN reference in common, or a name that is equal or nearly so in
any script (``spelling``). Not where both have UN references and share none, not where one is told to be a
part, branch, front or successor of the other, and not where a person has already judged the pair.

*Circle.* A fact is a file, a property and what is told of it. An owner's fact rests on another where a
statement of the one names a statement of the other in ``rests_on``. A circle is a strongly connected set of
facts of two or more owners.

*Sources.* A fact told by two or more owners that comes from one independent source or none. Sources are
counted at the roots: a decision counts once, whichever paragraphs are cited; any other reference once; an
own observation (no source, rests on nothing) once for its owner; a statement that is rested on and not
shown here once. A fact that rests on nothing but a circle has none.

*Overdue.* A contribution to a file of which something is kept until a day not more than four months away
(SIS 2018/1861 Art 39(5)), or that was told more than twelve months ago and not replaced (law.md B6).

*Missing.* An organisation of which nobody told a name, UN status, founding or legal status, or cited a
judicial decision; financing without an amount; statements kept without a term; contributions that are
known to be written in no working language and are translated into none (gate 35).

What was superseded, withdrawn or erased is not told, so it is not weighed; only sourcing is followed
through what was superseded, for a circle does not open when one of its statements is told again.
"""
