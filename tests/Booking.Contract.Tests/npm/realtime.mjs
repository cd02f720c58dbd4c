// Many clients of the guide's page, behind a balancer in front of several replicas. Commands come as lines of JSON, and each is answered by one.
import net from 'node:net';
import readline from 'node:readline';
import { LiveEvent } from './live-event.mjs';

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const now = () => performance.now();
const clients = [];
const reconnected = [];
const away = [];
let replicas = [];
let turn = 0;

/** Connections go to the replicas in turn; to the next one where nobody answers. */
const balancer = net.createServer((client) => connect(client, turn++, replicas.length));

function connect(client, index, tries) {
  const replica = replicas[index % replicas.length];
  const server = net.connect({ host: '127.0.0.1', port: replica.port });
  let open = false;
  client.on('error', () => server.destroy());
  server.once('connect', () => {
    open = true;
    replica.connections = (replica.connections ?? 0) + 1;
    client.pipe(server).pipe(client);
  });
  server.on('error', () => (open || tries <= 1 ? client.destroy() : connect(client, index + 1, tries - 1)));
  server.on('close', () => open && client.destroy());
  client.on('close', () => server.destroy());
}

const isAt = (client, expected) =>
  Object.entries(expected.seats).every(([seat, status]) => client.seats.get(seat) === status) &&
  Object.entries(expected.available).every(([id, available]) => client.available.get(id) === available);

const commands = {
  async start({ ports, count, eventId, tenant }) {
    replicas = ports.map((port) => ({ port }));
    await new Promise((resolve) => balancer.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${balancer.address().port}`;
    for (let i = 0; i < count; i++) {
      const client = new LiveEvent(origin, eventId, { tenant });
      let lostAt = 0;
      client.hub.onreconnecting(() => (lostAt = now()));
      client.hub.onreconnected(() => {
        reconnected.push(now());
        away.push(now() - lostAt);
      });
      clients.push(client);
    }
    await Promise.all(clients.map((client) => client.start()));
    return { connected: clients.length, connections: replicas.map((replica) => replica.connections ?? 0) };
  },

  /** Waits until every client shows what is expected. */
  async expect({ expected, limit }) {
    const began = now();
    while (clients.some((client) => client.hub.state !== 'Connected' || !isAt(client, expected))) {
      if (now() - began > limit) {
        const late = clients.filter((client) => !isAt(client, expected));
        return { late: late.length, example: late[0] && Object.keys(expected.seats).filter((seat) => late[0].seats.get(seat) !== expected.seats[seat]), states: clients.map((client) => client.hub.state) };
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { late: 0, milliseconds: Math.round(now() - began), sinceReconnect: reconnected.length > 0 ? Math.round(now() - Math.max(...reconnected)) : null, reconnected: reconnected.length, away: Math.round(Math.max(0, ...away)) };
  },

  async stop() {
    await Promise.all(clients.map((client) => client.hub.stop()));
    setImmediate(() => process.exit(0));
    return {};
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line);
  try {
    say(await commands[command](rest));
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
