"""What each section of a statement is for, and what the program adds to it."""

from reporting.models.statements import Key

HINTS: dict[str, str] = {
    Key.INTRODUCTION: "Why this statement is made, what the partnership wants to change for children, and by when.",
    Key.ENDORSED: "The program adds the agencies, who signs for each, and when they agreed.",
    Key.DONE: "What was done before the plan began. The program adds the actions that are delivered or assured.",
    Key.GOVERNANCE: "Who meets when to look at the plan, who challenges, and who is told.",
    Key.VOICE: "How children and families are heard. The program adds the measures that come from them.",
    Key.FINDINGS: "The program adds each finding in the inspectors’ words, with the actions that answer it.",
    Key.RISKS: "What could keep the plan from being done, what is done about it, and the money and people it needs.",
    Key.AUDITS: "Which audits will show that it works, who makes them, and when.",
    Key.GLOSSARY: "The program adds the abbreviations that occur. Explain others here, one a line, such as “MASH: "
    "multi-agency safeguarding hub”.",
    Key.CONTACT: "The program adds whom to ask, from the statement’s settings.",
}
