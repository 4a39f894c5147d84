import { showAuditCheck } from '../show-audit.ts';
import type { Command } from './command.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  usage: 'audit verify',
  about: 'checks that the audit list is as it was written',
  deed: 'audit.read',
  run: (deps, scene) => showAuditCheck(deps, scene),
};
