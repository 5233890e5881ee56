import type { Scenario } from '../src/model/scenario.ts';
import { courses } from './courses.ts';
import { health } from './health.ts';
import { loginRefused } from './login-refused.ts';
import { login } from './login.ts';

/** Every scenario, in the order of the report. To add one: write its file, then add its line here. */
export const SCENARIOS: readonly Scenario[] = [health, login, loginRefused, courses];
