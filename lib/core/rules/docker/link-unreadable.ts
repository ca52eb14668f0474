import { nameOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';

export const linkUnreadable = defineRule<'dockerHost', { container: string; link: string }>({
  id: 'link-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'link that is neither a name nor a name and an alias',
  why: 'the part before the colon is the container, the part after it what to call it',
  broken: 'the engine refuses it: "bad format for links: db:database:x", "empty string specified for links"',
  fix: 'write db or db:database',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 format'],
  explain: ({ container, link }) => `container ${container} has a link that cannot be read: ${quoted(link)}`,
  *check(host) {
    for (const { container, text, at } of linksOf(host)) {
      if (/^[^:]+(?::[^:]*)?$/.test(text)) continue;
      yield { at, facts: { container: nameOf(container), link: text } };
    }
  },
});
