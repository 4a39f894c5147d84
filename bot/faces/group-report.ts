/** The card of an ask for a subgroup’s quarterly report. */
import { writtenReportFace } from '../written-report-face.ts';

export const groupReportFace = writtenReportFace;
