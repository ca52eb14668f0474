import fc from '../../law';
import { testThoroughly } from '../../thoroughness';
import { circlesOf, inOrder, leadsTo, walk } from '../../../lib/core/values/graph';

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const graph = fc
  .array(fc.tuple(names, fc.array(names, { maxLength: 3 })), { maxLength: 6 })
  .map((edges) => new Map(edges));

/** Whether there is a way of one step or more, by trying all ways without a repetition. */
function hasWay(
  targets: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
  past: string[] = [],
): boolean {
  return (targets.get(from) ?? []).some(
    (next) => next === to || (!past.includes(next) && hasWay(targets, next, to, [...past, next])),
  );
}

describe('a graph', () => {
  test('is walked over all that the starts lead to, each node once', () => {
    fc.assert(
      fc.property(graph, names, (targets, start) => {
        const walked = [...walk([start], (node) => targets.get(node) ?? [])];
        expect(new Set(walked).size).toBe(walked.length);
        const reached = ['a', 'b', 'c', 'd', 'e', 'f'].filter((one) => one === start || hasWay(targets, start, one));
        expect([...walked].sort()).toEqual(reached);
      }),
    );
  });

  test('leads from one node to another exactly when there is a way of one step or more', () => {
    fc.assert(
      fc.property(graph, names, names, (targets, from, to) => {
        expect(leadsTo(from, to, (node) => targets.get(node) ?? [])).toBe(hasWay(targets, from, to));
      }),
    );
  });

  test('has circles exactly where a node comes back to itself, and only such nodes are on them', () => {
    fc.assert(
      fc.property(graph, (targets) => {
        const circles = circlesOf(targets.keys(), (node) => targets.get(node) ?? []);
        expect(circles.length > 0).toBe([...targets.keys()].some((node) => hasWay(targets, node, node)));
        for (const circle of circles) {
          for (const [at, node] of circle.entries()) {
            expect(targets.get(node)).toContain(circle[(at + 1) % circle.length]);
          }
        }
      }),
    );
  });

  test('has an order in which each node comes after those it leads to, unless they lead back', () => {
    fc.assert(
      fc.property(graph, (targets) => {
        const order = inOrder(targets.keys(), (node) => targets.get(node) ?? []);
        expect(new Set(order).size).toBe(order.length);
        for (const [node, nexts] of targets) {
          for (const next of nexts) {
            const isAfter = order.indexOf(next) < order.indexOf(node);
            expect(isAfter || hasWay(targets, next, node)).toBe(true);
          }
        }
      }),
    );
  });

  testThoroughly('may be a chain of a hundred thousand nodes', () => {
    const next = (node: number): number[] => (node < 100_000 ? [node + 1] : []);
    expect(leadsTo(0, 100_000, next)).toBe(true);
    expect(inOrder([0], next)[0]).toBe(100_000);
    expect(circlesOf([0], next)).toEqual([]);
  });

  test('is walked step by step, however many ways lead to a node', () => {
    let asked = 0;
    const next = (node: number): number[] => {
      asked++;
      return node < 200 ? [node + 1, node + 2] : [];
    };
    expect(leadsTo(0, 999, next)).toBe(false);
    expect(asked).toBeLessThan(300);
  });
});
