import type { Exchange, ExchangeMessage } from '../../utils/domain/exchange.ts';

/** An exchange in memory that also remembers everything it ever carried. */
export function createMemoryExchange(): Exchange & { readonly carried: ExchangeMessage[]; size(): number } {
  const boxes = new Map<string, ExchangeMessage>();
  const carried: ExchangeMessage[] = [];
  const keyOf = (box: { connectionId: string; to: string }, id: string) =>
    `${box.connectionId}/${box.to}/${id}`;
  return {
    driver: 'browser',
    carried,
    size: () => boxes.size,
    async put(box, message) {
      carried.push(message);
      if (!boxes.has(keyOf(box, message.id))) boxes.set(keyOf(box, message.id), message);
    },
    async list(box, { limit }) {
      const prefix = keyOf(box, '');
      return [...boxes]
        .filter(([key]) => key.startsWith(prefix))
        .slice(0, limit)
        .map(([, { id, body }]) => ({ id, size: body.length }));
    },
    get: async (box, id) => boxes.get(keyOf(box, id)),
    async ack(box, id) {
      boxes.delete(keyOf(box, id));
    },
  };
}
