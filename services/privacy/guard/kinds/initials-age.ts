/** Initials, or a child by a letter, with an age: together they tell who is meant to those who know the family. */
import { type GuardRules, type Kind, type Span, spansOf } from '../kind.ts';

/** What is in capitals and nobody's initials, with or without a number after it. */
const ACRONYMS = new Set(
  (
    'AA AB AE AGM AI AP AQ ASB ASD ASYE BBC BME BRAG BSL CAB CAF CAMHS CC CCE CCG CDOP CE CEO CF CFS CHC CIC CIN CJS CLA CME CP CPC ' +
    'CPD CPP CPS CQC CSA CSC CSE CSP CT CV CVS CW CYP DA DBS DCS DFE DHR DHSC DPO DPP DSL DSP DV DVD DWP EA EAL EET EH EHA EHC EHCP ' +
    'EHE EHM ELHE EU EY EYFS FAQ FAS FASD FE FFT FGC FGM FII FT FTE GCSE GDPR GP HBA HE HMP HO HR HSB HT HV IA ICB ICPC ICO ICT ID IDVA ' +
    'IFA II III ILACS IOPC IRO ISA ISO IT ITT IV JCP JSNA JTAI KCSIE KPI KS LA LAC LADO LCSPR LEA LGA LGBT LLR LP LPFT LSCB LSCP LSP ' +
    'LTP MACE MAPPA MARAC MARF MASH MDT MH MHST MOD MOJ MOU MP NCA NEET NFA NHS NI NICE NPS NQT NRM NSPCC NVQ NW NWAS OFSTED OK OOH OP ' +
    'PA PC PCC PCT PD PDF PDR PEP PESS PEX PH PHE PIP PLO PM PO PP PPE PPN PPU PR PRU PSHE PT PVI QA QC QI QR RAG RCPC RI RJ RP RSE RSHE ' +
    'SAB SAR SARC SCP SCR SDQ SE SEMH SEN SENCO SEND SG SGO SI SLA SLT SMT SPA SPOC SRE STD SUDI SUDIC SW SWOT TA TAC TAF TB TBC TED ' +
    'TF TH TL TOR TV UASC UK UN UPN URN US VAWG VCS VCSE VR VS WG WT YJB YJS YMCA YOI YOS YOT YP YPA'
  ).split(' '),
);

const CHILD =
  'child|boy|girl|baby|infant|toddler|pupil|student|teenager|young person|yp|youth|sibling|brother|sister|son|daughter|patient|young (?:man|woman)|subject';

/** "J.S.", "J. S.", "JS", and after a word for a child one letter alone. */
const DOTTED = '\\b(?:[A-Z]\\. ?){2,4}(?![a-z])|\\b(?:[A-Z]\\.){1,3}[A-Z]\\b';
const SMALL = '\\b(?!e\\.g|i\\.e|a\\.m|p\\.m|n\\.b|q\\.v|c\\.f|w\\.e)(?:[a-z]\\.){2,3}';
const CAPITALS = '(?<![\\w&/+.-])[A-Z]{2,3}\\b(?![&/])';
const SPACED = '(?<![\\w.] ?)[A-Z] [A-Z]\\b';
const NAMED = `\\b(?:${CHILD}|${CHILD.toUpperCase()}|(?:Child|Boy|Girl|Baby|Infant|Toddler|Pupil|Student|Teenager|Young [Pp]erson|Youth|Sibling|Brother|Sister|Son|Daughter|Patient|Young (?:[Mm]an|[Ww]oman)|Subject)) [A-Z]{1,3}\\b`;
const SHORTENED = '\\b[A-Z][a-z]{1,15} [A-Z]\\.';

const NUMBER =
  '(?:1\\d|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)';
const UNIT =
  '(?: ?-?(?:years?|yrs?|months?|mths?|weeks?|wks?)(?:[ -](?:old|of age))?| ?-?days?[ -]old|[ -]?y[./]?o\\b\\.?)';
/** Not one of a span of ages, nor of many. */
const ALONE =
  '(?!\\d|[ ]?(?:-|to|and|or|–)[ ]?(?:over|older|above|under|up|below|\\d)|\\+|%| ?per ?cent| ?,? ?\\d+ and )';

const AGED = `(?:now |who (?:is|was) |is |was )?age(?:d)? (?:of )?${NUMBER}(?:${UNIT})?${ALONE}`;
const YEARS = `(?:now |who (?:is|was) |is |was )?${NUMBER}${UNIT}${ALONE}(?! (?:of|later|ago|plan|on|late|service|data|behind))`;
const BRACKETED = `\\(${NUMBER}(?:${UNIT})?\\)`;
const BARE = `(?:who (?:is|was)|is|was|turned|turns) ${NUMBER}${ALONE}(?= ?(?:[.,;:)]|$|\\n|and (?:lives|has|was|is)))`;
const COMMA = `${NUMBER}${ALONE}(?=,| ?[;.)]| ?$|\\n| (?:was|is|has|had|who|and) )`;

const JOIN = '[ ,:(-]{1,3}';

/** With words that say an age, everything that may be initials counts. */
const SAID = new RegExp(
  `(?<span>(?<who>${DOTTED}|${SMALL}|${NAMED}|${SHORTENED}|${SPACED}|${CAPITALS})${JOIN}(?:${AGED}|${YEARS})\\)?)`,
  'dg',
);
/** With a number alone, only what can hardly be anything else. */
const NUMBERED = new RegExp(
  `(?<span>(?<who>${DOTTED}|${NAMED}|(?<![\\w&/+.-])[A-Z]{2}\\b(?![&/])) ?(?:${BRACKETED}|${BARE}))`,
  'dg',
);
const AFTER_COMMA = new RegExp(
  `(?<span>(?<who>${DOTTED}|${NAMED}|(?<![\\w&/+.-])[A-Z]{2}\\b(?![&/])), ?${COMMA})`,
  'dg',
);
/** "a 7-year-old boy, JS". */
const REVERSED = new RegExp(
  `(?<span>\\b${NUMBER}[- ]?(?:year|yr|month|week)s?[- ]old(?: (?:${CHILD}))?[ ,(]{1,3}(?<who>${DOTTED}|${NAMED}|[A-Z]{2,3}\\b|[A-Z]\\b))`,
  'dg',
);

/** "Room AB (12)", "Table AB (7)": a letter of a thing. */
const OF_THING =
  /\b(?:room|hall|zone|table|appendix|annex|figure|section|form|unit|block|option|group|level|part|panel|phase|plan|band|priority|team|suite|building|module|class|year|route|version|vitamin|schedule)s? $/i;

export const initialsAge: Kind = {
  name: 'initials with an age',
  instead: 'Leave out one of the two; say “a child in year 6”.',
  find: (plain, rules) =>
    [SAID, NUMBERED, AFTER_COMMA, REVERSED].flatMap(pattern => withInitials(plain, pattern, rules)),
};

function withInitials(plain: string, pattern: RegExp, rules: GuardRules): Span[] {
  const whole = spansOf(plain, pattern);
  return [...plain.matchAll(pattern)].flatMap((match, index) => {
    const span = whole[index];
    const who = (match.groups?.['who'] ?? '').trim();
    if (!span || !maybeInitials(who, rules)) return [];
    return OF_THING.test(plain.slice(Math.max(0, span.start - 12), span.start)) ? [] : [span];
  });
}

function maybeInitials(who: string, { shortNames }: GuardRules): boolean {
  const capitals = who.toUpperCase();
  return !/^[A-Z]{2,3}$/.test(capitals) || !(ACRONYMS.has(capitals) || shortNames.has(capitals));
}
