/**
 * Every kind of finding, the one that is told first where several see the same; a test compares it with the folder.
 * Telephone numbers come before what only looks for digits, so that an office's is taken for nothing else.
 */
import type { Kind } from './kind.ts';
import { caseReference } from './kinds/case-reference.ts';
import { dateOfBirth } from './kinds/date-of-birth.ts';
import { initialsAge } from './kinds/initials-age.ts';
import { mailAddress } from './kinds/mail-address.ts';
import { nationalInsurance } from './kinds/national-insurance.ts';
import { nhsNumber } from './kinds/nhs-number.ts';
import { phone } from './kinds/phone.ts';
import { postcode } from './kinds/postcode.ts';
import { pupilNumber } from './kinds/pupil-number.ts';

export const guardKinds = {
  'case-reference': caseReference,
  'pupil-number': pupilNumber,
  'national-insurance': nationalInsurance,
  'mail-address': mailAddress,
  phone,
  'date-of-birth': dateOfBirth,
  'nhs-number': nhsNumber,
  postcode,
  'initials-age': initialsAge,
} satisfies Record<string, Kind>;

export type KindOfFinding = keyof typeof guardKinds;

export const kindsOfFinding = Object.keys(guardKinds) as KindOfFinding[];
