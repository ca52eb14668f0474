/// <reference lib="dom" />
import { type PageData } from './page-data';

/**
 * The script of the page. Its source is copied into the page, so it must not refer to anything outside of this function.
 */
export function page(): void {
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  };
  const data = JSON.parse(find('#data').textContent) as PageData;
  const states = ['open', 'blocked', 'unknown'];
  const words = ['gets through', 'blocked', 'not known'];
  const signs = ['✓', '✕', '?'];
  const panel = find('#panel');
  const search = find('#search') as HTMLInputElement;
  const svg = document.querySelector<SVGSVGElement>('svg.picture');
  const shapes = [...document.querySelectorAll<SVGGElement>('[data-node]')];
  const lines = [...document.querySelectorAll<SVGGElement>('[data-edge]')];
  type Answer = readonly [from: number, to: number, what: number, outcome: number];
  const byFrom = new Map<number, Answer[]>();
  const byTo = new Map<number, Answer[]>();
  const added = (lists: Map<number, Answer[]>, node: number, answer: Answer): void => {
    const list = lists.get(node);
    if (list) list.push(answer);
    else lists.set(node, [answer]);
  };
  data.answers.forEach((row, from) => {
    for (let at = 0; at < row.length; at += 3) {
      const answer: Answer = [from, row[at] ?? 0, row[at + 1] ?? 0, row[at + 2] ?? 0];
      added(byFrom, from, answer);
      added(byTo, answer[1], answer);
    }
  });
  let chosen: number | undefined;

  const labelOf = (node: number): string => data.nodes[node]?.label ?? '';
  const between = (from: number, to: number): Answer[] => (byFrom.get(from) ?? []).filter((answer) => answer[1] === to);
  const stateOf = (answer: Answer): number => data.outcomes[answer[3]]?.[0] ?? 2;
  const worst = (answers: readonly Answer[]): number => {
    const found = answers.map(stateOf);
    return found.includes(0) ? 0 : found.includes(2) ? 2 : 1;
  };
  const textOf = (text: number, [from, to, what]: Answer): string => {
    const asked = data.texts[what] ?? '';
    const names: Record<string, readonly string[]> = {
      '\u0001': data.nodes[from]?.names ?? [],
      '\u0002': data.nodes[to]?.names ?? [],
      '\u0003': [asked, asked.split('/')[0] ?? ''],
    };
    return (data.texts[text] ?? '').replace(
      /(\p{Cc})([\ue000-\uf8ff])/gu,
      (mark, end: string, index: string) => names[end]?.[index.charCodeAt(0) - 0xe000] ?? mark,
    );
  };

  const make = (tag: string, text: string, kind = ''): HTMLElement => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (kind !== '') element.className = kind;
    return element;
  };
  const button = (text: string, kind: string, act: () => void): HTMLElement => {
    const element = make('button', text, kind);
    element.addEventListener('click', act);
    return element;
  };

  const mark = (nodes: ReadonlyMap<number, string>, edges: (edge: PageData['edges'][number]) => boolean): void => {
    svg?.classList.toggle('asked', nodes.size > 0);
    shapes.forEach((shape, node) => {
      shape.classList.remove('is-chosen', 'is-open', 'is-blocked', 'is-unknown', 'is-near');
      const state = nodes.get(node);
      if (state !== undefined) shape.classList.add(`is-${state}`);
    });
    lines.forEach((line, index) => {
      const edge = data.edges[index];
      line.classList.toggle('is-near', edge !== undefined && edges(edge));
    });
  };

  const showAnswers = (from: number, to: number): void => {
    const there = between(from, to);
    const back = between(to, from);
    const sections: HTMLElement[] = [make('h2', `${labelOf(from)} → ${labelOf(to)}`)];
    if (there.length === 0) sections.push(make('p', 'This way was not asked: nobody dials it.', 'soft'));
    for (const answer of there) {
      const [state = 2, ...way] = data.outcomes[answer[3]] ?? [];
      const section = make('section', '', `answer ${states[state] ?? ''}`);
      section.append(make('h3', `${signs[state] ?? ''} ${data.texts[answer[2]] ?? ''}: ${words[state] ?? ''}`));
      const list = make('ol', '');
      for (const line of way) list.append(make('li', textOf(line, answer)));
      section.append(list);
      sections.push(section);
    }
    const actions = make('p', '', 'actions');
    if (back.length > 0)
      actions.append(
        button('the other way round', '', () => {
          showAnswers(to, from);
        }),
      );
    actions.append(
      button(`all of ${labelOf(from)}`, '', () => {
        showNode(from);
      }),
    );
    panel.replaceChildren(...sections, actions);
    mark(
      new Map([
        [from, 'chosen'],
        [to, states[worst(there)] ?? ''],
      ]),
      (edge) => [edge.from, edge.to].every((end) => end === from || end === to),
    );
  };

  const wayList = (title: string, node: number, answers: readonly Answer[], end: 0 | 1): HTMLElement[] => {
    const others = [...new Set(answers.map((answer) => answer[end]))].filter((one) => one !== node);
    if (others.length === 0) return [];
    const list = make('ul', '', 'ways');
    for (const state of [0, 2, 1]) {
      for (const other of others) {
        const pair = answers.filter((answer) => answer[end] === other);
        if (worst(pair) !== state) continue;
        const ports = pair.map((answer) => data.texts[answer[2]] ?? '').join(', ');
        const item = make('li', '');
        item.append(
          button(`${signs[state] ?? ''} ${labelOf(other)} ${ports}`, states[state] ?? '', () => {
            if (end === 1) showAnswers(node, other);
            else showAnswers(other, node);
          }),
        );
        list.append(item);
      }
    }
    return [make('h3', title), list];
  };

  const showNode = (node: number): void => {
    chosen = node;
    const known = data.nodes[node];
    if (!known) return;
    const facts = make('ul', '', 'facts');
    for (const line of known.lines) facts.append(make('li', line));
    const members = known.members.length > 1 ? [make('p', known.members.join(', '), 'soft members')] : [];
    const [out, into] = [byFrom.get(node) ?? [], byTo.get(node) ?? []];
    panel.replaceChildren(
      make('h2', known.label),
      make('p', known.members.length > 1 ? `${known.kind}, ${known.members.length} of a kind` : known.kind, 'soft'),
      ...members,
      facts,
      ...wayList('gets to', node, out, 1),
      ...wayList('is reached by', node, into, 0),
    );
    const marks = new Map<number, string>();
    for (const other of new Set(out.map((answer) => answer[1])))
      marks.set(other, states[worst(between(node, other))] ?? '');
    // a network has no answers of its own: its members are its neighbours
    for (const edge of data.edges) {
      if (edge.from !== node && edge.to !== node) continue;
      const other = edge.from === node ? edge.to : edge.from;
      if (!marks.has(other)) marks.set(other, 'near');
    }
    marks.set(node, 'chosen');
    mark(marks, (edge) => edge.from === node || edge.to === node);
  };

  const showEdge = (index: number): void => {
    const edge = data.edges[index];
    if (!edge) return;
    if (between(edge.from, edge.to).length > 0 && edge.because.length === 0) {
      showAnswers(edge.from, edge.to);
      return;
    }
    const list = make('ol', '');
    for (const line of edge.because) list.append(make('li', line));
    const asked =
      between(edge.from, edge.to).length > 0
        ? [
            button('ask for the whole way', '', () => {
              showAnswers(edge.from, edge.to);
            }),
          ]
        : [];
    const state = states.indexOf(edge.state);
    panel.replaceChildren(
      make('h2', `${labelOf(edge.from)} → ${labelOf(edge.to)}`),
      make('p', `${signs[state] ?? ''} ${words[state] ?? ''}`, edge.state),
      list,
      ...asked,
    );
    mark(
      new Map([
        [edge.from, 'chosen'],
        [edge.to, edge.state],
      ]),
      (one) => one === edge,
    );
  };

  const clear = (): void => {
    chosen = undefined;
    panel.replaceChildren(
      make('p', 'Choose a container or a line, then another container: the way between them is shown here.', 'soft'),
    );
    mark(new Map(), () => false);
  };

  const choose = (node: number): void => {
    if (
      chosen !== undefined &&
      chosen !== node &&
      (between(chosen, node).length > 0 || between(node, chosen).length > 0)
    )
      showAnswers(chosen, node);
    else if (chosen === node) clear();
    else showNode(node);
  };
  const pressable = (shape: SVGGElement, name: string, act: () => void): void => {
    shape.setAttribute('tabindex', '0');
    shape.setAttribute('role', 'button');
    shape.setAttribute('aria-label', name);
    shape.addEventListener('click', (event) => {
      event.stopPropagation();
      act();
    });
    shape.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      act();
    });
  };
  shapes.forEach((shape, node) => {
    pressable(shape, `${data.nodes[node]?.kind ?? ''} ${labelOf(node)}`, () => {
      choose(node);
    });
  });
  lines.forEach((line, index) => {
    const edge = data.edges[index];
    if (edge)
      pressable(line, `${labelOf(edge.from)} to ${labelOf(edge.to)}, ${edge.state}`, () => {
        showEdge(index);
      });
  });
  svg?.addEventListener('click', clear);

  // the matrix is built when it is first shown, since it is large
  const matrix = find('#matrix');
  const makeMatrix = (): void => {
    if (matrix.childElementCount > 0) return;
    const froms = [...byFrom.keys()].sort((a, b) => a - b);
    const tos = [...byTo.keys()].sort((a, b) => a - b);
    const table = make('table', '');
    const head = document.createElement('tr');
    head.append(make('th', 'from \\ to'), ...tos.map((to) => make('th', labelOf(to), 'to')));
    const thead = document.createElement('thead');
    thead.append(head);
    const body = document.createElement('tbody');
    for (const from of froms) {
      const row = document.createElement('tr');
      row.dataset['from'] = String(from);
      row.append(make('th', labelOf(from)));
      for (const to of tos) {
        const cell = document.createElement('td');
        const there = between(from, to);
        if (there.length > 0) {
          const state = worst(there);
          const sign = button(signs[state] ?? '', states[state] ?? '', () => {
            showAnswers(from, to);
          });
          sign.title = `${labelOf(from)} → ${labelOf(to)}: ${words[state] ?? ''}`;
          sign.setAttribute('aria-label', sign.title);
          cell.append(sign);
        } else cell.textContent = from === to ? '·' : '';
        row.append(cell);
      }
      body.append(row);
    }
    table.append(thead, body);
    matrix.append(table);
    filter();
  };
  matrix.addEventListener('keydown', (event) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const step = steps[event.key];
    const cell = (event.target as HTMLElement).closest('td');
    const row = cell?.parentElement as HTMLTableRowElement | null | undefined;
    if (!step || !cell || !row) return;
    event.preventDefault();
    let [y, x] = [row.sectionRowIndex, cell.cellIndex];
    const rows = (row.parentElement as HTMLTableSectionElement).rows;
    for (let tries = 0; tries < 400; tries++) {
      [y, x] = [y + step[0], x + step[1]];
      const next = rows[y]?.cells[x];
      if (!next) return;
      const target = next.querySelector('button');
      if (!target) continue;
      target.focus();
      return;
    }
  });

  const filter = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const fits = data.nodes.map(({ label, kind, members, lines: about }) =>
      [label, kind, ...members, ...about].some((text) => text.toLowerCase().includes(wanted)),
    );
    shapes.forEach((shape, node) => shape.classList.toggle('away', wanted !== '' && fits[node] !== true));
    lines.forEach((line, index) => {
      const edge = data.edges[index];
      line.classList.toggle(
        'away',
        wanted !== '' && edge !== undefined && fits[edge.from] !== true && fits[edge.to] !== true,
      );
    });
    for (const row of matrix.querySelectorAll<HTMLElement>('tbody tr'))
      row.hidden = wanted !== '' && fits[Number(row.dataset['from'])] !== true;
    for (const finding of document.querySelectorAll<HTMLElement>('#findings article')) {
      finding.hidden = wanted !== '' && !finding.textContent.toLowerCase().includes(wanted);
    }
    const count = fits.filter(Boolean).length;
    find('#count').textContent = wanted === '' ? '' : `${count} of ${fits.length}`;
  };
  search.addEventListener('input', filter);
  search.addEventListener('keydown', (event) => {
    const first = shapes.findIndex((shape) => !shape.classList.contains('away'));
    if (event.key === 'Enter' && search.value !== '' && first >= 0) showNode(first);
  });

  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  const open = (tab: HTMLElement): void => {
    for (const one of tabs) {
      const isOpen = one === tab;
      one.setAttribute('aria-selected', String(isOpen));
      one.tabIndex = isOpen ? 0 : -1;
      find(`#${one.getAttribute('aria-controls') ?? ''}`).classList.toggle('shut', !isOpen);
    }
    if (tab.getAttribute('aria-controls') === 'matrix') makeMatrix();
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => {
      open(tab);
    });
    tab.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      if (step === 0 || !next) return;
      open(next);
      next.focus();
    });
  });
  addEventListener('beforeprint', makeMatrix);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      search.value = '';
      filter();
      clear();
    }
    if (event.key !== '/' || event.target === search) return;
    event.preventDefault();
    search.focus();
  });

  const own = svg ? Number(svg.getAttribute('width')) : 0;
  let zoom = 1;
  const setZoom = (wanted: number): void => {
    if (!svg) return;
    zoom = Math.min(4, Math.max(0.1, wanted));
    svg.style.width = `${own * zoom}px`;
    svg.style.height = 'auto';
  };
  const fit = (): void => {
    setZoom(Math.min(1, Math.max(0.45, (find('#picture').clientWidth - 24) / own)));
  };
  find('#closer').addEventListener('click', () => {
    setZoom(zoom * 1.25);
  });
  find('#further').addEventListener('click', () => {
    setZoom(zoom / 1.25);
  });
  find('#fit').addEventListener('click', () => {
    setZoom((find('#picture').clientWidth - 24) / own);
  });
  find('#picture').addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setZoom(zoom * (event.deltaY < 0 ? 1.1 : 0.9));
    },
    { passive: false },
  );
  fit();
  clear();
}
