import { findingsOf, readInputs } from '../../lib/formats';

/** What is found in two containers of a Terraform file, one in the stack of the other. */
function rulesOf(mode: string): string[] {
  const containers = {
    web: { name: 'web', image: 'busybox' },
    side: { name: 'side', image: 'busybox', network_mode: mode },
  };
  const text = JSON.stringify({ resource: { docker_container: containers } });
  return readInputs([{ name: 'main.tf.json', text }]).flatMap((input) =>
    findingsOf(input.reading).map(({ rule }) => rule),
  );
}

test.each([
  ['the name of a container', 'container:web'],
  ['a reference to the name of a container', 'container:${docker_container.web.name}'],
  ['the word default', 'default'],
])('a network mode with %s is never read back as it is written', (_, mode) => {
  expect(rulesOf(mode)).toEqual(['network-mode-read-back-differs']);
});

test.each([
  ['the id of a container', 'container:${docker_container.web.id}'],
  ['the default bridge', 'bridge'],
  ['no network', 'none'],
])('a network mode with %s is read back as it is written', (_, mode) => {
  expect(rulesOf(mode)).toEqual([]);
});
