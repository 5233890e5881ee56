/** Text as it stands in a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
