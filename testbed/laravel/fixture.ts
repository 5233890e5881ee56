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
