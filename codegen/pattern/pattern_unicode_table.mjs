// Writes pattern_unicode_table.c and pattern_unicode_scripts.c into the current folder: the properties of code points that \p{…} of ECMA-262 can name, as the
// Unicode data of the running Node (ICU) has them. Usage:
//     npm install unicode-property-value-aliases-ecmascript@2.2.1
//     node pattern_unicode_table.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const aliases = createRequire(pathToFileURL(`${process.cwd()}/`))('unicode-property-value-aliases-ecmascript');
const LAST = 0x10ffff;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-';
const GROUPS = { C: 'Cc|Cf|Cs|Co|Cn', L: 'Lu|Ll|Lt|Lm|Lo', LC: 'Lu|Ll|Lt', M: 'Mn|Mc|Me', N: 'Nd|Nl|No',
    P: 'Pc|Pd|Ps|Pe|Pi|Pf|Po', S: 'Sm|Sc|Sk|So', Z: 'Zs|Zl|Zp' };
const BINARY = `ASCII ASCII_Hex_Digit|AHex Alphabetic|Alpha Any Assigned Bidi_Control|Bidi_C Bidi_Mirrored|Bidi_M
    Case_Ignorable|CI Cased Changes_When_Casefolded|CWCF Changes_When_Casemapped|CWCM Changes_When_Lowercased|CWL
    Changes_When_NFKC_Casefolded|CWKCF Changes_When_Titlecased|CWT Changes_When_Uppercased|CWU Dash
    Default_Ignorable_Code_Point|DI Deprecated|Dep Diacritic|Dia Emoji Emoji_Component|EComp Emoji_Modifier|EMod
    Emoji_Modifier_Base|EBase Emoji_Presentation|EPres Extended_Pictographic|ExtPict Extender|Ext
    Grapheme_Base|Gr_Base Grapheme_Extend|Gr_Ext Hex_Digit|Hex IDS_Binary_Operator|IDSB
    IDS_Trinary_Operator|IDST ID_Continue|IDC ID_Start|IDS Ideographic|Ideo Join_Control|Join_C
    Logical_Order_Exception|LOE Lowercase|Lower Math Noncharacter_Code_Point|NChar Pattern_Syntax|Pat_Syn
    Pattern_White_Space|Pat_WS Quotation_Mark|QMark Radical Regional_Indicator|RI Sentence_Terminal|STerm
    Soft_Dotted|SD Terminal_Punctuation|Term Unified_Ideograph|UIdeo Uppercase|Upper Variation_Selector|VS
    White_Space|space XID_Continue|XIDC XID_Start|XIDS`.split(/\s+/);

// The lengths of runs of code points outside and inside in turn, in digits of 5 bits, the lowest first; a
// further digit follows 32 and more.
function encode(property) {
    const matcher = new RegExp(`\\p{${property}}`, 'u');
    let out = '';
    let inside = false;
    let from = 0;

    for (let at = 0; at <= LAST; at++) {
        if (matcher.test(String.fromCodePoint(at)) !== inside) {
            for (let length = at - from; ; length >>= 5) {
                out += DIGITS[(length % 32) + (length >= 32 ? 32 : 0)];
                if (length < 32) {
                    break;
                }
            }
            inside = !inside;
            from = at;
        }
    }
    return out;
}

function valid(property) {
    try {
        return new RegExp(`\\p{${property}}`, 'u') !== null;
    } catch {
        return false;
    }
}

// Rows by kind: names, and code points.
function* rows() {
    const names = (property) => {
        const by = new Map();

        for (const [name, value] of aliases.get(property)) {
            by.set(value, [...(by.get(value) ?? []), name]);
        }
        return [...by].map(([value, all]) => [...new Set([...all, value])].sort((a, b) => a.length - b.length));
    };
    for (const all of names('General_Category')) {
        yield ['CATEGORY', all.join('|'), GROUPS[all[0]] ? `=${GROUPS[all[0]]}` : encode(`gc=${all[0]}`)];
    }
    for (const all of BINARY) {
        yield ['BINARY', all, encode(all.split('|')[0])];
    }
    for (const all of names('Script')) {
        const of = (kind) => (valid(`${kind}=${all[0]}`) ? encode(`${kind}=${all[0]}`) : '');
        const script = of('sc');

        if (script === '') {
            continue;
        }
        yield ['SCRIPT', all.join('|'), script];
        if (of('scx') !== script) {
            yield ['EXTENSIONS', all.join('|'), of('scx')];
        }
    }
}

// A row, in lines of at most 100 columns.
function row([kind, names, codePoints]) {
    let line = `    {PATTERN_UNICODE_${kind}, "${names}", "`;
    const lines = [];

    for (const digit of codePoints) {
        if (line.length === 98) {
            lines.push(`${line}"`);
            line = '     "';
        }
        line += digit;
    }
    return [...lines, `${line}"},`].join('\n');
}

const LICENCE = `Copyright (C) 1991-2026 Unicode, Inc. Unicode License V3, https://www.unicode.org/license.txt:
   Permission is hereby granted, free of charge, to any person obtaining a copy of data files and any
   associated documentation (the "Data Files") or software and any associated documentation (the
   "Software") to deal in the Data Files or Software without restriction, including without limitation
   the rights to use, copy, modify, merge, publish, distribute, and/or sell copies of the Data Files
   or Software, and to permit persons to whom the Data Files or Software are furnished to do so,
   provided that either (a) this copyright and permission notice appear with all copies of the Data
   Files or Software, or (b) this copyright and permission notice appear in associated
   Documentation.`;

function write(file, what, array, list) {
    writeFileSync(`${file}.c`, `/* ${what} of code points in Unicode ${process.versions.unicode}, made by pattern_unicode_table.mjs.
   ${LICENCE} */
#include "pattern/pattern_unicode.h"

/* clang-format off */
const struct pattern_unicode_row ${array}[] = {
${list.map(row).join('\n')}
};
/* clang-format on */

const size_t ${array}_count =
    sizeof ${array} / sizeof ${array}[0];
`);
}

const all = [...rows()].sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1));
const isScript = (entry) => entry[0] === 'SCRIPT' || entry[0] === 'EXTENSIONS';

write('pattern_unicode_table', 'Categories and properties', 'pattern_unicode_table', all.filter((entry) => !isScript(entry)));
write('pattern_unicode_scripts', 'Scripts', 'pattern_unicode_scripts', all.filter(isScript));
