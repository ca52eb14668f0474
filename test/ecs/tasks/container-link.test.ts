import { BridgePort, BridgeTaskDefinition, Port } from '../../../lib/ecs';
import { containersIn, newStack, small } from '../helpers';

describe('a link', () => {
  test('goes one way, under an alias, and knows the environment it brings', () => {
    const stack = newStack();
    const task = new BridgeTaskDefinition(stack, 'Task');
    const web = task.addContainer('web', small);
    const db = task.addContainer('my-db', small);
    const link = web.link(db, 'data-base');
    db.addPort(BridgePort.dynamic(Port.tcp(5432)));
    expect(web.links).toEqual([link]);
    expect(link.environment).toMatchInlineSnapshot(`
     [
       "DATA_BASE_NAME",
       "DATA_BASE_PORT",
       "DATA_BASE_PORT_5432_TCP",
       "DATA_BASE_PORT_5432_TCP_ADDR",
       "DATA_BASE_PORT_5432_TCP_PORT",
       "DATA_BASE_PORT_5432_TCP_PROTO",
     ]
    `);
    expect(containersIn(stack).map((container) => container['Links'])).toEqual([['my-db:data-base'], undefined]);
  });

  test('is refused to another task, to itself, in a circle and under a name that is taken', () => {
    const stack = newStack();
    const task = new BridgeTaskDefinition(stack, 'Task');
    const [one, two, three] = ['one', 'two', 'three'].map((id) => task.addContainer(id, small)) as [
      ReturnType<typeof task.addContainer>,
      ReturnType<typeof task.addContainer>,
      ReturnType<typeof task.addContainer>,
    ];
    const other = new BridgeTaskDefinition(stack, 'Other').addContainer('one', small);
    expect(() => one.link(other)).toThrowErrorMatchingInlineSnapshot(`
     "a link joins containers of one task definition, got "Stack/Other/one" for "Stack/Task/one"
       fix: add both containers to one task definition, or reach the other task through a load balancer or service discovery"
    `);
    expect(() => one.link(one)).toThrowErrorMatchingInlineSnapshot(`
     "the target of a link starts first, got a link from "Stack/Task/one" to "Stack/Task/one", which is the same
       fix: link one way only; have the other container wait for a call instead"
    `);
    one.link(two);
    two.addLink(three);
    expect(() => three.link(one)).toThrowErrorMatchingInlineSnapshot(`
     "the target of a link starts first, got a link from "Stack/Task/three" to "Stack/Task/one", which links back
       fix: link one way only; have the other container wait for a call instead"
    `);
    expect(() => one.link(three, 'two')).toThrowErrorMatchingInlineSnapshot(`
     "each link of a container has a name of its own, got "two" again, which stands for "Stack/Task/two"
       fix: give the second link another alias"
    `);
  });
});
