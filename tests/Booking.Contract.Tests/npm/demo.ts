// The core exchange, typed by the types that openapi-typescript generates from the live document.
import type { paths } from './booking-api';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type Query<P extends keyof paths, M extends Method> = Operation<P, M> extends { parameters: { query?: infer Q } } ? Q : never;
type Body<P extends keyof paths, M extends Method> = Operation<P, M> extends { requestBody?: infer R } ? Json<NonNullable<R>> : never;
type Answer<P extends keyof paths, M extends Method, S extends number> =
  Operation<P, M> extends { responses: infer R } ? (S extends keyof R ? Json<R[S]> : never) : never;

interface Call<Q, B> {
  path?: Record<string, string>;
  query?: Q;
  body?: B;
  token?: string;
}

export class BookingClient {
  constructor(private readonly origin: string) {}

  async call<P extends keyof paths & string, M extends Method, S extends number>(
    method: M, path: P, status: S, call: Call<Query<P, M>, Body<P, M>> = {}): Promise<Answer<P, M, S>> {
    const url = new URL(path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.path?.[name] ?? '')), this.origin);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      url.searchParams.set(name, String(value));
    }
    const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
    if (call.token !== undefined) {
      headers['Authorization'] = `Bearer ${call.token}`;
    }
    const response = await fetch(url, {
      method: method.toUpperCase(), headers, body: call.body === undefined ? undefined : JSON.stringify(call.body), signal: AbortSignal.timeout(30_000),
    });
    if (response.status !== status) {
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    }
    return await response.json() as Answer<P, M, S>;
  }
}

function first<T>(items: readonly T[] | null | undefined, what: string): T {
  const item = items?.[0];
  if (item === undefined) {
    throw new Error(`no ${what}`);
  }
  return item;
}

export async function firstBooking(client: BookingClient): Promise<{ number: string; receiptId: string }> {
  const { accessToken: token } = await client.call('post', '/api/v1/auth/login', 200, {
    body: { email: 'customer@demo.test', password: 'Booking-demo-1!' },
  });
  const events = await client.call('get', '/api/v1/events', 200, { query: { q: 'concert' } });
  const ticketType = first(first(events.items, 'event').ticketTypes, 'ticket type');
  const trips = await client.call('get', '/api/v1/trips', 200, { query: { date: '2030-01-01' } });
  const trip = first(trips.items, 'trip');
  const seats = await client.call('get', '/api/v1/trips/{id}/seats', 200, {
    path: { id: trip.id }, query: { from: trip.fromStop.id, to: trip.toStop.id },
  });

  const hold = await client.call('post', '/api/v1/holds', 201, {
    token,
    body: {
      items: [
        { kind: 'ticket', ticketTypeId: ticketType.id, quantity: 1 },
        { kind: 'tripSeat', tripId: trip.id, fromStopId: trip.fromStop.id, toStopId: trip.toStop.id, seats: [first(seats.items, 'seat').seat] },
      ],
    },
  });
  const booking = await client.call('post', '/api/v1/bookings', 201, {
    token,
    body: { holdId: hold.id, customer: { name: 'Ada Demo', email: 'customer@demo.test', phone: '+4915112345678' } },
  });
  const payment = await client.call('post', '/api/v1/bookings/{id}/payments', 201, {
    token, path: { id: booking.id }, body: { provider: 'sandbox' },
  });
  const total: { amount: number; currency: string } = payment.amount;
  if (total.amount <= 0 || total.currency.length !== 3) {
    throw new Error('nothing to pay');
  }

  // @ts-expect-error: the id of a hold is a string
  const refused: Body<'/api/v1/bookings', 'post'> = { holdId: 1, customer: { name: 'A', email: 'a@demo.test', phone: '+49' } };
  void refused;

  const receipts = await client.call('get', '/api/v1/bookings/{id}/receipts', 200, { token, path: { id: booking.id } });
  const number: string = booking.number;
  return { number, receiptId: first(receipts.items, 'receipt').id };
}
