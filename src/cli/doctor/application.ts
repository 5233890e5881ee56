import { randomUUID } from 'node:crypto';
import type { Answer, Api, ApiRequest, Method } from '../../model/scenario.ts';
import { NotJudged } from '../../model/scenario.ts';
import { bad, type Finding, fine, type Patient } from './check.ts';

const SKEW_MS = 5_000;

/** `Date` is cut to seconds: on average it is this much behind. */
const CUT_MS = 500;

/** Do both machines agree on the time? Tokens, signatures and certificates depend on it. */
export async function checkClock(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { deps, tenant } = patient;
  const before = deps.now();
  const answer = await ask(apiOf(patient, signal), 'GET', tenant.application.health.path);
  const ours = (before + deps.now()) / 2;
  const theirs = Date.parse(answer.headers['date'] ?? '');
  if (Number.isNaN(theirs)) return { state: 'unknown', says: 'the answer has no usable Date header' };
  const skewMs = theirs + CUT_MS - ours;
  const seconds = `${Math.round(Math.abs(skewMs) / 1_000)} s`;
  if (Math.abs(skewMs) <= SKEW_MS) return fine(`its clock and ours agree within ${SKEW_MS / 1_000} s`);
  const says = `its clock is ${seconds} ${skewMs > 0 ? 'ahead of' : 'behind'} ours`;
  return bad(says, 'synchronise the one that is wrong (timedatectl here; on the target its node or container)');
}

/** Does the application say that it and all its parts are well? */
export async function checkHealth(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { path, expect } = patient.tenant.application.health;
  const answer = await ask(apiOf(patient, signal), 'GET', path);
  const asked = `GET ${path} answered ${answer.status}`;
  const log = 'read the log of the application; a part that is not "ok" names the service to look at';
  if (answer.status === 404) return bad(`${asked}, wanted 200`, 'set application.health.path, or deploy the route');
  if (answer.status >= 500 && Object.keys(expect).length === 0) return bad(`${asked}, wanted 200`, log);
  const ill = Object.entries(expect).filter(([pointer, want]) => answer.at(pointer) !== want);
  const seen = ill.map(([pointer, want]) => `${pointer} is ${shown(answer.at(pointer))}, wanted ${shown(want)}`);
  if (ill.length > 0) return bad(`${asked}: ${seen.join('; ')}`, log);
  if (answer.status !== 200) return bad(`${asked}, wanted 200`, log);
  return fine(Object.keys(expect).length === 0 ? asked : `${asked}; well: ${Object.keys(expect).join(', ')}`);
}

/** Can the canary sign in, is it recognised, and can it sign out? */
export async function checkLogin(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { tenant, deps } = patient;
  const { login, logout } = tenant.application;
  const api = apiOf(patient, signal);
  const answer = await ask(api, 'POST', login.path, { json: deps.credentials('canary'), mints: [login.tokenPointer] });
  const asked = `POST ${login.path} answered ${answer.status}`;
  if (answer.status >= 300) return bad(`${asked}, wanted 200`, loginTodo(patient, answer.status));
  const token = answer.at(login.tokenPointer);
  if (typeof token !== 'string' || token === '') {
    return bad(`${asked} without a token at ${login.tokenPointer}`, 'set application.login.tokenPointer');
  }
  const member = api.as(token);
  let recognised: Finding;
  let signedOut: Answer;
  try {
    recognised = await checkIdentity(patient, member);
  } finally {
    signedOut = await ask(member, logout.method, logout.path);
  }
  if (recognised.state !== 'ok' || signedOut.status < 300) return recognised;
  const says = `${logout.method} ${logout.path} answered ${signedOut.status}, wanted 204: a token stays valid`;
  return bad(says, 'set application.logout, and revoke the token of the canary by hand');
}

async function checkIdentity({ tenant }: Patient, member: Api): Promise<Finding> {
  const { path, identifierPointer } = tenant.application.whoAmI;
  const { identifier } = tenant.accounts.canary;
  const answer = await ask(member, 'GET', path);
  if (answer.status !== 200) {
    const says = `GET ${path} with a new token answered ${answer.status}, wanted 200`;
    return bad(says, 'set application.whoAmI.path, or look why the token is refused');
  }
  if (answer.at(identifierPointer) === identifier) return fine(`${identifier} signs in, is recognised and signs out`);
  const says = `GET ${path} does not show ${identifier} at ${identifierPointer}`;
  return bad(says, 'set application.whoAmI.identifierPointer to where the identifier stands');
}

const loginTodo = ({ tenant: { accounts } }: Patient, status: number): string => {
  if (status === 404 || status === 405) return 'set application.login.path';
  if (status >= 500) return 'read the log of the application';
  return `check that ${accounts.canary.identifier} exists there, and the value of ${accounts.canary.password}`;
};

/** Is a wrong password refused? One attempt, with the account that is there for it. */
export async function checkRefused(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { tenant, deps } = patient;
  const { path, passwordField } = tenant.application.login;
  const { identifier } = tenant.accounts.refused;
  const json = { ...deps.credentials('refused'), [passwordField]: `wrong-${randomUUID()}` };
  const answer = await ask(apiOf(patient, signal), 'POST', path, { json });
  const says = `POST ${path} as ${identifier} with a wrong password answered ${answer.status}`;
  if (answer.status < 300) return bad(says, 'stop here: this target lets everybody in');
  if (answer.status === 400 || answer.status === 401 || answer.status === 403 || answer.status === 422)
    return fine(says);
  return bad(`${says}, wanted a refusal such as 401 or 422`, 'set application.login.path, or read the log');
}

const apiOf = ({ deps, target }: Patient, signal: AbortSignal): Api => deps.openApi(target, () => undefined, signal);

/** @throws NotJudged when the answer is not the application's */
async function ask(api: Api, method: Method, path: string, request: ApiRequest = {}): Promise<Answer> {
  const answer = await api.request(method, path, request);
  if (answer.headers['cf-mitigated'] === 'challenge') {
    throw new NotJudged(`${method} ${path} met a challenge of the edge; let the address of this machine pass there`);
  }
  if (answer.status === 429) {
    const wait = answer.headers['retry-after'];
    throw new NotJudged(`${method} ${path} was throttled (429); ask again in ${wait ?? '60'} s`);
  }
  return answer;
}

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
