import { reverb } from '../../src/transport/realtime/fixtures/reverb.ts';

/** The server, in a process of its own. Prints its port; `GET /say/<n>` broadcasts, `GET /open` counts the sockets. */
const server = await reverb({
  http({ url = '' }) {
    const said = /^\/say\/(\d+)$/.exec(url)?.[1];
    if (said !== undefined) server.say(`{"event":"bench","data":"{\\"n\\":${said}}","channel":"bench"}`);
    return JSON.stringify({ open: server.open() });
  },
});
process.stdout.write(`${server.port}\n`);
