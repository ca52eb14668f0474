import { registered } from '../../../lib/core/values/registered';

test('things that are registered are found by their names', () => {
  const [one, two] = [{ name: 'bridge' }, { name: 'macvlan' }];
  expect([...registered('driver', [one, two], ({ name }) => name)]).toEqual([
    ['bridge', one],
    ['macvlan', two],
  ]);
});

test('a name that is registered twice is refused, and said', () => {
  const names = ['bridge', 'macvlan', 'bridge'];
  expect(() => registered('driver', names, (name) => name)).toThrow('driver bridge is registered twice');
});
