import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 10_000;

/** What the tests of an instance share. */
export const ACCOUNTS = {
  canary: { email: 'canary@academy.example', password: 'a-password-of-tests' },
  refused: { email: 'refused@academy.example' },
};

/** @returns a fresh token of the canary */
export async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ACCOUNTS.canary),
  });
  const { token } = Object(await answer.json());
  return String(token);
}

/** Asks again and again until it is so, or ten seconds are over. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`not seen within ${PATIENCE_MS} ms: ${what}`);
    await pause(10);
  }
}
