import { writeFileSync } from 'node:fs';
import { RELEASES } from './helm.ts';
import { committed, printed } from './printed.ts';

// `npm run manifests`: what Helm makes of the chart, for those who apply plain manifests, and for the eyes of a review.
for (const release of RELEASES) writeFileSync(committed(release), printed(release));
