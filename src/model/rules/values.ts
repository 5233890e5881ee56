import type { Rule } from './rule.ts';

/**
 * What only the values of two live answers show. URL schemes and noise digits of floats, which shapes show too, have
 * one rule for both tiers: `url-scheme-changed`, `float-digits-grew`, `float-digits-shrank`.
 */
export const VALUES_RULES = {
  'data-differs': {
    tier: 'values',
    level: 'info',
    reaches: 'deployment',
    says: 'The targets answer other data in the same shape.',
    example: '/meta/total: 12 -> 13',
    causes: ['data-differs'],
    mirror: 'data-differs',
  },
  'order-changed': {
    tier: 'values',
    level: 'warning',
    reaches: 'property',
    says: 'The same elements stand in another order.',
    example: '/data: by id 1, 2, 3 -> 2, 1, 3',
    causes: ['collation', 'data-differs'],
    mirror: 'order-changed',
  },
  'identity-broken': {
    tier: 'values',
    level: 'warning',
    says: 'Two places that hold one id on one side hold two on the other.',
    example: '/data/*/author_id: the same as /user/id -> another',
    causes: ['application-error', 'data-differs'],
    mirror: 'identity-broken',
  },
  'url-port-leaked': {
    tier: 'values',
    level: 'breaking',
    reaches: 'deployment',
    says: "A URL of the target's own host carries another port.",
    example: '/links/next: https://{target}/… -> https://{target}:8080/…',
    causes: ['forwarded-port-lost', 'app-url-wrong'],
    mirror: 'url-port-leaked',
  },
  'url-foreign-host': {
    tier: 'values',
    level: 'breaking',
    reaches: 'deployment',
    says: 'A URL points to another host than on the other side, or to the other target.',
    example: '/data/url: https://{target}/… -> https://app.internal/…',
    causes: ['app-url-wrong', 'forwarded-port-lost', 'storage-url'],
    mirror: 'url-foreign-host',
  },
  'url-prefix-doubled': {
    tier: 'values',
    level: 'breaking',
    reaches: 'deployment',
    says: 'The path of a URL begins with the same segments twice.',
    example: '/links/next: {target}/api/courses -> {target}/api/api/courses',
    causes: ['app-url-wrong', 'gateway-filter'],
    mirror: 'url-prefix-doubled',
  },
  'timestamps-shifted': {
    tier: 'values',
    level: 'breaking',
    reaches: 'deployment',
    says: 'Timestamps are shifted by whole or half hours: most of those that stand at one place.',
    example: '/data/starts_at: +3 h',
    causes: ['time-zone'],
    mirror: 'timestamps-shifted',
  },
  'language-changed': {
    tier: 'values',
    level: 'warning',
    reaches: 'deployment',
    says: 'A message is in another language, or is the bare key of a translation.',
    example: '/message: text in en -> translation key',
    causes: ['locale-missing'],
    mirror: 'language-changed',
  },
  'unicode-form-changed': {
    tier: 'values',
    level: 'info',
    says: 'The same characters are composed in one text and decomposed in the other (NFC, NFD).',
    example: '/data/name: NFC -> NFD',
    causes: ['data-differs', 'output-by-hand'],
    mirror: 'unicode-form-changed',
  },
} as const satisfies Record<string, Rule>;
