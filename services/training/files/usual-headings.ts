/** The columns of a table of training figures, and the headings that boards and learning systems give them. */
import { normaliseName } from '../../plan/names.ts';

export const columnFields = [
  'course',
  'level',
  'first-day',
  'last-day',
  'time',
  'code',
  'room',
  'format',
  'days',
  'places',
  'booked',
  'cancelled',
  'no-shows',
  'unbooked',
  'attended',
  'register',
  'state',
  'agency',
  'status',
] as const;

/** What a column holds. */
export type ColumnField = (typeof columnFields)[number];

/** A column that nothing is taken from. */
export const LEFT_OUT = '-';

/** Of two columns that mean the same, the heading that stands first here is taken. */
const headings: Record<ColumnField, string> = {
  course:
    'course title, course name, course, event title, event name, event, training title, training course, training event, training, module, module name, activity name, activity title, session title, programme, offering title, learning title',
  level: 'level, course level, training level, safeguarding level, competency level, group level',
  'first-day':
    'start date, first date, course date, event date, session date, date of course, date of training, training date, course start date, event start date, session start date, date from, from date, class start date, start date time, start, starts, start day, delivery date, date delivered, date, dates, date s, day, date of event, date of session, when, completion date, date completed, completed on, date of completion',
  'last-day':
    'end date, finish date, last date, date to, to date, course end date, event end date, session end date, ends, end',
  time: 'start time, time, session time, event time, course time, times, am pm',
  code: 'course code, event code, session code, run, run no, run number, session id, event id, class id, course id, event reference, course reference, session reference, course ref, event ref, session no, session number, cohort, occurrence, class code, offering id',
  room: 'venue, room, location, venue name, place, event location, course venue, session location, where, site, venue location',
  format:
    'format, delivery, delivery method, delivery type, method of delivery, delivery mode, mode of delivery, mode, type of course, type of training, course type, event type, training type, online or face to face, virtual or face to face, method, type',
  days: 'days, no of days, number of days, duration in days, duration days, length in days, length days, duration, length',
  places:
    'places, capacity, places available, number of places, no of places, max places, maximum places, available places, total places, spaces, seats, max delegates, maximum delegates, max attendees, maximum capacity, max capacity, course capacity, places offered, max',
  booked:
    'booked, bookings, number booked, no booked, places booked, total booked, total bookings, booked on, delegates booked, enrolled, enrolments, number enrolled, registered, registrations, registered count, confirmed bookings, no of bookings, number of bookings',
  cancelled:
    'cancelled, cancellations, bookings cancelled, cancelled bookings, number cancelled, no cancelled, booking cancellations, withdrawn, withdrawals, canceled, cancelled places',
  'no-shows':
    'no shows, no show, dna, dnas, did not attend, non attended, non attenders, non attendance, non attendees, not attended, failed to attend, number dna, absent, absentees, did not attends, no of dnas',
  unbooked:
    'came unbooked, unbooked, walk ins, walk in, walkins, attended not booked, attended without booking, turned up, not booked, on the day, unbooked attendees',
  attended:
    'attended, number attended, no attended, attendees, attendance, attendances, total attended, total attendance, delegates attended, attended count, number of attendees, no of attendees, number of delegates, no of delegates, delegates, number trained, people trained, total attendees, actual attendance, headcount',
  register:
    'register in, register, register received, register returned, attendance register, register complete, register completed, attendance sheet received',
  state: 'course status, event status, session status, run status, state, class status, training status',
  agency:
    'agency, organisation, organization, agency name, organisation name, organization name, employer, company, company name, delegate organisation, delegate agency, attendee organisation, agency organisation, organisation agency, employing organisation, workplace, partner agency, sector, agency sector, organisation type, establishment, place of work',
  status:
    'status, booking status, attendance status, attended status, delegate status, enrolment status, registration status, attendance outcome, outcome, completion status, completion, attended y n, attended yes no, booking state, attendance state, result, participation status',
};

/** They tell of a person: nothing is taken from them, and they show that each row is a delegate. */
const ofPeople =
  'name, full name, fullname, first name, firstname, forename, forenames, given name, surname, last name, lastname, family name, title of delegate, salutation, delegate, delegate name, delegate first name, delegate surname, attendee, attendee name, participant, participant name, learner, learner name, student, student name, staff name, staff member, employee, employee name, user, user name, username, display name, booked by name, email, e mail, email address, e mail address, delegate email, attendee email, participant email, learner email, work email, mail, phone, phone number, telephone, telephone number, tel, tel no, mobile, mobile number, contact number, contact no, job title, job role, role, job, position, profession, occupation, post, post title, line manager, line manager name, line manager email, manager, manager name, manager email, date of birth, dob, gender, sex, ethnicity, payroll number, employee number, employee id, staff number, staff id, user id, delegate id, learner id, person id, national insurance number, dietary requirements, dietary, access requirements, access needs, special requirements, additional needs, professional registration number, emergency contact';

/** They are of no use here, and so common that nobody should be asked about them. */
const ofNoUse =
  'title, id, no, number, ref, reference, booking id, booking reference, booking ref, booking number, enrolment id, order number, row, row number, record id, notes, note, comments, comment, remarks, feedback, evaluation, trainer, trainers, trainer name, lead trainer, co trainer, tutor, facilitator, facilitators, presenter, speaker, cost, price, fee, amount, charge, charged, paid, invoice, invoice number, purchase order, date booked, booking date, date of booking, booked date, date enrolled, enrolment date, registration date, date registered, created, created on, created at, created by, date created, modified, modified on, last modified, updated, last login, last access, certificate, certificate sent, certificate number, expiry, expiry date, expires, expires on, renewal date, address, postcode, post code, town, duration hours, hours, cpd hours, cpd points, score, grade, progress, end time, finish time, url, link, description, waiting list, waitlist, waitlisted, cancellation date, date cancelled, cancellation reason, reason for cancellation, month, quarter, year, financial year, attended of places, occupancy, take up, percent, percentage, attended percent, attendance rate';

const split = (list: string) => list.split(', ').map(normaliseName);

/** By heading as it is compared: its field, and how far from the front of the field's list it stands. */
const usual: ReadonlyMap<string, { field: ColumnField; rank: number }> = new Map(
  columnFields.flatMap(field =>
    split(headings[field]).map((heading, rank) => [heading, { field, rank }] as const),
  ),
);
const people: ReadonlySet<string> = new Set(split(ofPeople));
const useless: ReadonlySet<string> = new Set(split(ofNoUse));

/** What a heading usually means; null where that is not known. */
export function usualMeaning(heading: string): ColumnField | typeof LEFT_OUT | null {
  const key = normaliseName(heading);
  if (people.has(key) || useless.has(key)) return LEFT_OUT;
  return usual.get(key)?.field ?? null;
}

/** The smaller, the more surely a heading means its field. */
export const rankOf = (heading: string): number =>
  usual.get(normaliseName(heading))?.rank ?? Number.MAX_SAFE_INTEGER;

/** True for a heading over something of a person, as a name or a mail address. */
export const isOfPeople = (heading: string): boolean => people.has(normaliseName(heading));
