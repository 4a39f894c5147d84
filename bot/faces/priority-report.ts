/** The card of an ask for a priority lead’s report, in the 1:1 chats of the lead agency’s people. */
import { writtenReportFace } from '../written-report-face.ts';

export const priorityReportFace = writtenReportFace;
