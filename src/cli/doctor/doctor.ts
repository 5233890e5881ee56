import type { Secrets, Target, Tenant } from '../../model/tenant.ts';
import { NoAnswer } from '../../model/fault.ts';
import { NotJudged, StepFailed } from '../../model/scenario.ts';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { endpointOf } from '../../transport/endpoint.ts';
import { checkClock, checkHealth, checkLogin, checkRefused } from './application.ts';
import {
  bad,
  type Check,
  type CheckState,
  type DoctorDeps,
  type Finding,
  fine,
  type Patient,
  type TargetCheck,
} from './check.ts';
import { lackingFor } from './lacking.ts';
import { checkName, checkPort, checkTls } from './network.ts';
import { faultFinding } from './remedies.ts';

const CHECK_MS = 20_000;

/** Every check of a target, in this order. To add one: write its function, then add its line here. */
export const TARGET_CHECKS: readonly TargetCheck[] = [
  { id: 'name', needs: [], run: checkName },
  { id: 'port', needs: ['name'], run: checkPort },
  { id: 'tls', needs: ['name', 'port'], run: checkTls },
  { id: 'clock', needs: ['name', 'port', 'tls'], run: checkClock },
  { id: 'health', needs: ['name', 'port', 'tls'], run: checkHealth },
  { id: 'login', needs: ['name', 'port', 'tls'], signsIn: true, run: checkLogin },
  { id: 'refused', needs: ['name', 'port', 'tls'], signsIn: true, run: checkRefused },
];

/**
 * Looks whether a tenant can be run at all, and says what to do where it cannot.
 *
 * It sends a handful of requests, signs in once and out again, and tries one wrong password, on each target.
 *
 * @param tenant whose stand-ins are started
 * @returns each check as soon as it is done
 * @throws the signal's own reason when it aborts; anything else is a bug of ours
 */
export async function* doctor(
  tenant: Tenant,
  secrets: Secrets,
  deps: DoctorDeps,
  signal: AbortSignal,
): AsyncGenerator<Check, void, void> {
  yield { id: 'configuration', ...configuration(tenant) };
  yield { id: 'secrets', ...environment(tenant, deps) };
  if (isKnown(tenant.control, deps) && deps.controlAnswers !== undefined) {
    yield { id: 'control', ...control(tenant.control, await deps.controlAnswers(signal)) };
  }
  for (const target of tenant.targets) yield* checkTarget({ tenant, secrets, target, deps }, signal);
}

const isKnown = (control: string | undefined, { missing }: DoctorDeps): control is string =>
  control !== undefined && lackingFor(control, missing).length === 0;

const configuration = ({ id, application, targets, required }: Tenant): Finding =>
  fine(
    `tenants/${id}.json is right: application ${application.name}, ${targets.map(({ role }) => role).join(' and ')}, ` +
      `required: ${required.join(', ')}`,
  );

function environment({ secrets }: Tenant, { missing }: DoctorDeps): Finding {
  if (missing.length === 0) return fine(`nothing is missing; secrets: ${secrets.join(', ')}`);
  return bad(`not set: ${missing.join(', ')}`, 'export them, or write them into .env (.env.example explains each)');
}

function control(hostPort: string, answers: boolean): Finding {
  if (answers) return fine(`${hostPort} answers: our own network is alive`);
  const todo = 'check the network of this machine, or set PARITY_CONTROL to an address that it may reach';
  return { state: 'unknown', says: `the control address ${hostPort} does not answer`, todo };
}

async function* checkTarget(
  { tenant, secrets, target, deps }: Omit<Patient, 'endpoint'>,
  signal: AbortSignal,
): AsyncGenerator<Check, void, void> {
  const states = new Map<string, CheckState>();
  for (const check of TARGET_CHECKS) {
    const finding =
      obstacle(check, target, { tenant, deps, states }) ??
      (await examine(check, { tenant, secrets, target, deps, endpoint: endpointOf(target.url, target.reach) }, signal));
    states.set(check.id, finding.state);
    yield { id: check.id, target: target.role, ...finding };
  }
}

type Before = { readonly tenant: Tenant; readonly deps: DoctorDeps; readonly states: ReadonlyMap<string, CheckState> };

/** Why a check cannot be made, or would only say again what is known. */
function obstacle(check: TargetCheck, target: Target, { tenant, deps, states }: Before): Finding | undefined {
  const lacking = lackingFor(check.signsIn ? [target, tenant.accounts] : target, deps.missing);
  if (lacking.length > 0) return { state: 'skipped', says: `not tried: ${lacking.join(', ')} is not set` };
  const cause = check.needs.find((id) => ['bad', 'unknown'].includes(states.get(id) ?? 'ok'));
  return cause === undefined ? undefined : { state: 'skipped', says: `not tried: "${cause}" is ${states.get(cause)}` };
}

async function examine(check: TargetCheck, patient: Patient, signal: AbortSignal): Promise<Finding> {
  try {
    return await withDeadline(CHECK_MS, signal, (inner) => check.run(patient, inner));
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    return findingOf(thrown, patient);
  }
}

function findingOf(thrown: unknown, { endpoint, deps }: Patient): Finding {
  if (thrown instanceof NoAnswer) return faultFinding(thrown.fault, endpoint);
  if (thrown instanceof NotJudged) return { state: 'unknown', says: deps.redact(thrown.message) };
  if (thrown instanceof StepFailed) return bad(deps.redact(thrown.message), 'look at the answer with curl -i');
  if (thrown instanceof DeadlineExceeded)
    return bad(thrown.message, 'check firewalls and allow-lists between here and there');
  throw thrown;
}
