import type { HeaderValue } from '../model/tenant.ts';

type Written = string | { readonly secret: string };

/** Headers as written, each as a literal or the name of a secret. */
export const buildHeaders = (headers: Readonly<Record<string, Written>>): Readonly<Record<string, HeaderValue>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? { literal: value } : value]),
  );
