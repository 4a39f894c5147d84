/** Every command there is; a test compares it with this folder. */
import { audit } from './audit.ts';
import { auditVerify } from './audit-verify.ts';
import type { Command } from './command.ts';
import { decisions } from './decisions.ts';
import { deliveries } from './deliveries.ts';
import { digest } from './digest.ts';
import { form } from './form.ts';
import { helpWith } from './help.ts';
import { link } from './link.ts';
import { mine } from './mine.ts';
import { personForget } from './person-forget.ts';
import { planShow } from './plan-show.ts';
import { retention } from './retention.ts';
import { roundClose } from './round-close.ts';
import { roundHold } from './round-hold.ts';
import { roundList } from './round-list.ts';
import { roundMove } from './round-move.ts';
import { roundOpen } from './round-open.ts';
import { roundPlan } from './round-plan.ts';
import { roundProgress } from './round-progress.ts';
import { roundRelease } from './round-release.ts';
import { roundRemind } from './round-remind.ts';
import { roundSkip } from './round-skip.ts';
import { roundUnskip } from './round-unskip.ts';
import { schedule } from './schedule.ts';
import { sets } from './sets.ts';
import { signOff } from './sign-off.ts';
import { standIn } from './stand-in.ts';
import { status } from './status.ts';
import { summary } from './summary.ts';
import { summaryPost } from './summary-post.ts';
import { unlink } from './unlink.ts';
import { update } from './update.ts';

const others: readonly Command[] = [
  status,
  mine,
  form,
  update,
  signOff,
  link,
  unlink,
  planShow,
  standIn,
  roundOpen,
  roundList,
  roundPlan,
  roundSkip,
  roundUnskip,
  roundMove,
  roundProgress,
  roundRemind,
  roundClose,
  sets,
  schedule,
  summary,
  summaryPost,
  audit,
  auditVerify,
  deliveries,
  decisions,
  retention,
  roundHold,
  roundRelease,
  personForget,
  digest,
];

export const help = helpWith(others);

export const commands: readonly Command[] = [...others, help];
