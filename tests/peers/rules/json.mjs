// JSON that loses nothing: objects are Maps in their order, numbers keep their spelling.

export class JsonNumber {
    constructor(text) {
        this.text = text;
    }
}

const token = /[\t\n\r ]*(?:([[\]{},:]|true|false|null)|("(?:[^"\\]|\\.)*")|(-?[0-9][-+.0-9eE]*))/suy;
const words = new Map([['true', true], ['false', false], ['null', null]]);

/* The value of a text that is known to be JSON; throws where an object has a name twice. */
export function parse(text) {
    token.lastIndex = 0;
    const value = parseValue(text, next(text));
    if (text.slice(token.lastIndex).trim() !== '') {
        throw new Error('more than one JSON value');
    }
    return value;
}

function next(text) {
    const match = token.exec(text);
    if (match === null) {
        throw new Error('not JSON');
    }
    return match;
}

function parseValue(text, [, word, string, number]) {
    if (string !== undefined) {
        return JSON.parse(string);
    }
    if (number !== undefined) {
        return new JsonNumber(number);
    }
    if (word === '[') {
        return parseArray(text);
    }
    if (word === '{') {
        return parseObject(text);
    }
    if (!words.has(word)) {
        throw new Error('not JSON');
    }
    return words.get(word);
}

function parseArray(text) {
    const items = [];
    let match = next(text);
    while (match[1] !== ']') {
        items.push(parseValue(text, match));
        match = next(text);
        if (match[1] === ',') {
            match = next(text);
        }
    }
    return items;
}

function parseObject(text) {
    const members = new Map();
    let match = next(text);
    while (match[1] !== '}') {
        const name = JSON.parse(match[2]);
        if (members.has(name)) {
            throw new Error('a name twice');
        }
        next(text); // the colon
        members.set(name, parseValue(text, next(text)));
        match = next(text);
        if (match[1] === ',') {
            match = next(text);
        }
    }
    return members;
}

/* The text of a value, on one line. `quote` spells a string. */
export function print(value, quote = JSON.stringify) {
    if (value instanceof JsonNumber) {
        return value.text;
    }
    if (Array.isArray(value)) {
        return `[${value.map((item) => print(item, quote)).join(',')}]`;
    }
    if (value instanceof Map) {
        const members = [...value].map(([name, member]) => `${quote(name)}:${print(member, quote)}`);
        return `{${members.join(',')}}`;
    }
    return typeof value === 'string' ? quote(value) : String(value);
}

/* The integer that a number is, exactly. */
export function integerOf({ text }) {
    const [, sign, whole, fraction = '', exponent = '0'] =
        /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(text);
    const shift = Number(exponent) - fraction.length;
    const digits = whole + fraction;
    if (/^0*$/.test(digits)) {
        return 0n; // whatever the exponent
    }
    const value = shift >= 0
        ? BigInt(digits) * 10n ** BigInt(shift)
        : BigInt(digits.slice(0, shift) || '0');
    return sign === '-' ? -value : value;
}

/* What a JSON Pointer's steps lead to, from a value; undefined: nothing. */
export function find(value, steps) {
    let at = value;
    for (const step of steps) {
        if (at instanceof Map) {
            at = at.get(step);
        } else if (Array.isArray(at)) {
            at = /^(0|[1-9][0-9]*)$/.test(step) ? at[Number(step)] : undefined;
        } else {
            return undefined;
        }
    }
    return at;
}

export function escapeStep(step) {
    return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function stepsOf(pointer) {
    return pointer.split('/').slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
