// patterns.mjs JUDGE LIST COUNT [TEXTS]: compares the compiler's patterns with Node's, on the patterns of the list
// and on random ones. Half of the texts of a pattern are made to match, and most of them changed then.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [judge, list, count, texts] = process.argv.slice(2);
const TEXTS = Number(texts ?? 60);
let state = 20261129;

function random(below) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
}

const pick = (all) => all[random(all.length)];
const CHARACTERS = [...'aabbcxyzAZ019_- .,:/@#"\\\'', '\n', '\r', '\t', '\0', '\u00a0', '\u00e9', '\u2028', '\ufeff'];
const ATOMS = ['a', 'b', 'c', 'x', '1', '_', '-', '.', '\\.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '[ab]', '[^a]',
    '[a-z]', '[^\\s]', '[\\w-]', '[-a]', '[^]', '\\x61', '\\u0061', '\\t', '\\/', 'é', '[à-ü]', '\\p{L}', '\\cJ', '\\0'];
const ODD = ['\\-', '{', ']', '}', '\\_', '[\\w-.]', '\\a', '[\\d-z]', '\\x', '{,2}', '\\1', '(', ')', '[', '*', '{2,1}'];
const ASSERTIONS = ['^', '$', '\\b', '\\B'];
const QUANTIFIERS = ['*', '+', '?', '*?', '{2}', '{1,3}', '{0,2}?', '{2,}'];

function pattern(depth) {
    let out = '';

    for (let i = random(4) + (depth === 0); i > 0; i--) {
        const kind = random(12);

        if (kind === 0) {
            out += pick(ASSERTIONS);
            continue;
        }
        out += kind < 4 && depth < 3 ? `(${pick(['', '?:'])}${pattern(depth + 1)})`
            : random(40) === 0 ? pick(ODD)
            : pick(ATOMS);
        out += random(3) === 0 ? pick(QUANTIFIERS) : '';
    }
    return random(5) === 0 && depth < 3 ? `${out}|${pattern(depth + 1)}` : out;
}

// A text of the pattern's own characters and of others. V8 finds /\\B/u also between the two surrogates of one
// code point, which ECMA-262 (22.2.7.2) doesn't look at.
function text(source, unicode) {
    const own = [...source].filter((c) => !'\\()[]{}*+?|^$'.includes(c));
    const wide = unicode && !source.includes('\\B');
    let out = '';

    for (let i = random(14); i > 0; i--) {
        const other = random(30) === 0 && wide ? '\u{1F600}' : pick(CHARACTERS);

        out += own.length > 0 && random(2) === 0 ? pick(own) : other;
    }
    return out;
}

const choices = new Map();

// A character that an atom takes.
function character(atom) {
    if (!choices.has(atom)) {
        const { matcher } = compile(`^(?:${atom})$`);
        const all = [...Array(128).keys()].map((code) => String.fromCharCode(code)).concat(CHARACTERS);

        choices.set(atom, matcher === null ? [] : all.filter((each) => matcher.test(each)));
    }
    return choices.get(atom).length === 0 ? '' : pick(choices.get(atom));
}

// A text that a pattern probably matches: groups, atoms and counts are followed, assertions aren't.
function match(source) {
    let at = 0;

    const read = (token) => {
        token.lastIndex = at;
        const found = token.exec(source);
        at += found === null ? 0 : found[0].length;
        return found;
    };
    const times = () => {
        const found = read(/(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y);
        if (found === null) {
            return 1;
        }
        const least = found[1] === undefined ? (found[0][0] === '+' ? 1 : 0) : Number(found[1]);
        const most = found[0][0] === '?' || (found[1] !== undefined && found[2] === '') ? Math.max(least, found[1] ? 0 : 1)
            : found[3] ? Number(found[3]) : least + 3;
        return [least, most, least + random(most - least + 1), least + random(Math.min(most - least, 3) + 1)][random(4)];
    };
    const part = () => {
        if (read(/\((?:\?(?::|<[^>]*>))?/y) !== null) {
            const inner = choice();
            read(/\)/y);
            return inner;
        }
        if (read(/[\^$]|\\[bB]/y) !== null) {
            return () => '';
        }
        const atom = read(/\[\^?\](?=[^\]]*\])|\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u....|x..|c.|[^])|[^]/uy)[0];
        return () => character(atom);
    };
    const sequence = () => {
        const parts = [];
        while (at < source.length && source[at] !== '|' && source[at] !== ')') {
            const one = part();
            const count = times();
            parts.push(() => Array.from({ length: Math.min(count, 1200) }, one).join(''));
        }
        return () => parts.map((one) => one()).join('');
    };
    const choice = () => {
        const all = [sequence()];
        while (read(/\|/y) !== null) {
            all.push(sequence());
        }
        return () => pick(all)();
    };

    return choice()();
}

// A text with some of its characters left out, repeated, changed or added, or cut: always if groups repeat, since
// Node may take exponential time then.
function change(words, source) {
    const all = [...words].slice(0, /\)[*+{]/.test(source) ? 14 : words.length);

    for (let i = random(4); i > 0 && all.length > 0; i--) {
        const at = random(all.length);

        all.splice(at, random(3), ...[[], [pick(CHARACTERS)], [all[at], all[at]], [pick(all)]][random(4)]);
    }
    return all.slice(0, random(8) === 0 ? random(all.length + 1) : all.length).join('');
}

function compile(source) {
    for (const flags of ['u', '']) {
        try {
            return { reading: flags === 'u' ? 'u' : 'annex', matcher: new RegExp(source, flags) };
        } catch {
            // The next way, if there is one.
        }
    }
    return { reading: 'syntax', matcher: null };
}

const hexadecimal = (words) => Buffer.from(words, 'utf8').toString('hex');
const sources = readFileSync(list, 'utf8').split('\n').slice(0, -1);
const cases = [];

for (let i = 0; i < Number(count); i++) {
    sources.push(pattern(0));
}
for (const source of sources) {
    const { reading, matcher } = compile(source);

    cases.push({ source, line: `P${hexadecimal(source)}`, wanted: reading });
    for (let i = 0; matcher !== null && i < TEXTS; i++) {
        const words = i % 2 === 0 ? text(source, reading === 'u') : change(match(source), source);

        cases.push({ source, words, line: `T${hexadecimal(words)}`, wanted: matcher.test(words) ? 'yes' : 'no' });
    }
}

const run = spawnSync(judge, { input: cases.map(({ line }) => `${line}\n`).join(''), maxBuffer: 1 << 28 });
const answers = run.stdout.toString().split('\n');
let differences = run.status === 0 ? 0 : 1;
let refused = 0;
let skip = false;

cases.forEach(({ source, words, wanted }, index) => {
    const answer = answers[index];

    if (words === undefined) {
        skip = answer === 'refused' || answer === 'size';
        refused += skip ? 1 : 0;
    }
    if (!skip && answer !== wanted) {
        differences++;
        console.log(`${JSON.stringify(source)} ${words === undefined ? '' : JSON.stringify(words)}: Node says ${wanted}, not ${answer}`);
    }
});
console.log(`${sources.length} patterns, ${refused} refused, ${cases.length - sources.length} texts, ${differences} differences`);
process.exit(differences > 0 || refused * 10 > sources.length ? 1 : 0);
