// Runs inside k6: 100 virtual users open 20 sockets each, one after the other, and hold them until a broadcast comes.
import { Counter, Trend } from 'k6/metrics';
import { WebSocket } from 'k6/websockets';

const connectMs = new Trend('connect_ms', true);
const heard = new Counter('heard');
const EACH = 20;

export const options = {
  scenarios: { held: { executor: 'per-vu-iterations', vus: 100, iterations: 1, maxDuration: '90s' } },
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'count'],
};

function openNext(left) {
  const startedAt = Date.now();
  const socket = new WebSocket(__ENV.SOCKET_URL);
  socket.addEventListener('message', ({ data }) => {
    const { event } = JSON.parse(data);
    if (event === 'pusher:connection_established') {
      connectMs.add(Date.now() - startedAt);
      if (left > 1) openNext(left - 1);
    }
    if (event === 'bench') {
      heard.add(1);
      socket.close();
    }
  });
}

// oxlint-disable-next-line import/no-default-export -- k6 calls it.
export default () => openNext(EACH);

export const handleSummary = ({ metrics }) => ({
  stdout: JSON.stringify({ connect: metrics.connect_ms.values, heard: metrics.heard?.values.count ?? 0 }),
});
