/** `application/json; charset=utf-8`: lower-case, parameters sorted, boundaries left out. */
export function neutralMediaType(value: string): string {
  const [type = '', ...parameters] = value.toLowerCase().split(';');
  const kept = parameters
    .map((text) => text.trim().replaceAll('"', ''))
    .filter((text) => /^(?!boundary=)./u.test(text));
  return [type.trim(), ...kept.toSorted()].join('; ');
}

export const typeOf = (mediaType: string): string => mediaType.split(';', 1)[0] ?? '';
