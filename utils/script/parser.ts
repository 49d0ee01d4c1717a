// oxlint-disable typescript/consistent-return -- the switches without a last return are exhaustive, which the types prove
/**
 * A recursive-descent parser for Groovy 4 (the grammar of its "Parrot" parser, read from its documentation and
 * checked against it). A statement that does not parse is reported and skipped, so that one run reports several.
 */
import type {
  Annotation,
  CatchClause,
  ClassDecl,
  ClassKind,
  ClosureExpr,
  EnumConstant,
  Expr,
  FieldDecl,
  ImportDecl,
  MapEntry,
  MethodDecl,
  Param,
  ScriptTree,
  Stmt,
  SwitchCase,
  TypeRef,
  VarDecl,
} from './ast.ts';
import { type ScriptProblem, type Token, readTokens } from './lexer.ts';
import { positionOf } from './position.ts';

const PRIMITIVES = new Set(['boolean', 'byte', 'char', 'short', 'int', 'long', 'float', 'double', 'void']);
const MODIFIERS = new Set([
  'public',
  'private',
  'protected',
  'static',
  'final',
  'abstract',
  'native',
  'synchronized',
  'transient',
  'volatile',
  'strictfp',
  'default',
  'def',
  'var',
  'sealed',
  'non-sealed',
]);
const SOFT_NAMES = new Set(['as', 'in', 'trait', 'var']);
const ASSIGNMENTS = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '**=',
  '<<=',
  '>>=',
  '>>>=',
  '&=',
  '|=',
  '^=',
  '?=',
]);

/** Binary operators by rising strength; the flag says whether the operator may stand on the next line. */
const LEVELS: readonly { readonly ops: ReadonlySet<string>; readonly nextLine: boolean }[] = [
  { ops: new Set(['||']), nextLine: true },
  { ops: new Set(['&&']), nextLine: true },
  { ops: new Set(['|']), nextLine: true },
  { ops: new Set(['^']), nextLine: true },
  { ops: new Set(['&']), nextLine: true },
  { ops: new Set(['=~', '==~']), nextLine: true },
  { ops: new Set(['==', '!=', '<=>', '===', '!==']), nextLine: true },
  { ops: new Set(['<', '<=', '>', '>=', 'in', '!in', 'instanceof', '!instanceof', 'as']), nextLine: true },
  { ops: new Set(['<<', '>>', '>>>', '..', '..<', '<..', '<..<']), nextLine: false },
  { ops: new Set(['+', '-']), nextLine: false },
  { ops: new Set(['*', '/', '%']), nextLine: false },
];

class ParseFailure extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Parser {
  readonly tokens: readonly Token[];
  readonly source: string;
  readonly problems: ScriptProblem[];
  i = 0;
  /** Set while reading `case x ->`, where an arrow ends the expression. */
  noLambda = false;
  /** How many classes enclose the code being read: script methods are only allowed outside of all. */
  depth = 0;

  constructor(tokens: readonly Token[], source: string, problems: ScriptProblem[]) {
    this.tokens = tokens;
    this.source = source;
    this.problems = problems;
  }

  // --- tokens ---

  get tok(): Token {
    return this.at(this.i);
  }
  at(i: number): Token {
    const last = this.tokens.length - 1;
    // The last token is always `eof`, so the index is in range.
    return this.tokens[i < last ? i : last] as Token;
  }
  peek(n = 1): Token {
    return this.at(this.i + n);
  }
  isOp(v: string, t = this.tok): boolean {
    return t.t === 'op' && t.v === v;
  }
  isKw(v: string, t = this.tok): boolean {
    return t.t === 'kw' && t.v === v;
  }
  fail(t = this.tok): never {
    if (t.t === 'eof') throw new ParseFailure(`Unexpected input: '<EOF>'`, t.p);
    const text = t.t === 'nl' ? '\\n' : this.source.slice(t.p, t.e);
    throw new ParseFailure(`Unexpected input: '${text}'`, t.p);
  }
  eatOp(v: string): boolean {
    if (!this.isOp(v)) return false;
    this.i++;
    return true;
  }
  eatKw(v: string): boolean {
    if (!this.isKw(v)) return false;
    this.i++;
    return true;
  }
  expectOp(v: string): Token {
    const t = this.tok;
    if (!this.isOp(v)) {
      if (v === ')' || v === ']' || v === '}') throw new ParseFailure(`Missing '${v}'`, t.p);
      this.fail();
    }
    this.i++;
    return t;
  }
  expectKw(v: string): void {
    if (!this.eatKw(v)) this.fail();
  }
  nls(): void {
    while (this.tok.t === 'nl') this.i++;
  }
  separators(): void {
    while (this.tok.t === 'nl' || this.isOp(';')) this.i++;
  }
  private atEnd(): boolean {
    const { t } = this.tok;
    return t === 'nl' || t === 'eof';
  }
  isIdent(t = this.tok): boolean {
    return t.t === 'id' || (t.t === 'kw' && SOFT_NAMES.has(t.v));
  }
  ident(): string {
    const t = this.tok;
    if (!this.isIdent(t)) this.fail();
    this.i++;
    return t.v;
  }
  /** Runs `read`; when it fails, or answers null, goes back to where it was. */
  attempt<T>(read: () => T | null): T | null {
    const start = this.i;
    const problems = this.problems.length;
    const noLambda = this.noLambda;
    try {
      const result = read();
      if (result !== null) return result;
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
    }
    this.i = start;
    this.noLambda = noLambda;
    this.problems.length = problems;
    return null;
  }

  // --- script ---

  script(): ScriptTree {
    const imports: ImportDecl[] = [];
    let packageName: string | null = null;
    const body: Stmt[] = [];
    this.separators();
    const start = this.i;
    this.annotations();
    if (this.isKw('package')) {
      this.i++;
      packageName = this.qualified();
    } else this.i = start;
    for (;;) {
      this.separators();
      if (this.tok.t === 'eof') break;
      const before = this.i;
      try {
        const from = this.i;
        if (this.isOp('@')) this.annotations();
        if (this.isKw('import')) imports.push(this.importDecl());
        else {
          this.i = from;
          body.push(this.statement());
        }
        if (!this.atEnd() && !this.isOp(';')) {
          const last = body[body.length - 1];
          if (!(last && this.endsWithBlock(last))) this.fail();
        }
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error;
        this.recover(error, before);
      }
    }
    return { source: this.source, packageName, imports, body };
  }

  private endsWithBlock(s: Stmt): boolean {
    return (
      s.k !== 'expr' &&
      s.k !== 'var' &&
      s.k !== 'return' &&
      s.k !== 'throw' &&
      s.k !== 'assert' &&
      s.k !== 'break' &&
      s.k !== 'continue' &&
      s.k !== 'tupleVar' &&
      s.k !== 'yield' &&
      s.k !== 'doWhile'
    );
  }

  private recover(error: ParseFailure, before: number): void {
    const last = this.problems[this.problems.length - 1];
    if (!last || last.at !== error.at) this.problems.push({ at: error.at, message: error.message });
    if (this.i === before) this.i++;
    let depth = 0;
    while (this.tok.t !== 'eof') {
      const t = this.tok;
      if (t.t === 'op' && (t.v === '{' || t.v === '(' || t.v === '[')) depth++;
      else if (t.t === 'op' && (t.v === '}' || t.v === ')' || t.v === ']')) {
        if (depth === 0 && t.v === '}') break;
        depth = Math.max(0, depth - 1);
      } else if (depth === 0 && (t.t === 'nl' || this.isOp(';'))) return;
      this.i++;
    }
    if (this.depth === 0 && this.isOp('}')) this.i++;
  }

  private qualified(): string {
    let name = this.ident();
    while (this.isOp('.') && this.peek().t !== 'op') {
      this.i++;
      name += `.${this.tok.v}`;
      this.i++;
    }
    return name;
  }

  private importDecl(): ImportDecl {
    const p = this.tok.p;
    this.expectKw('import');
    const isStatic = this.eatKw('static');
    const name = this.qualified();
    let star = false;
    if (this.isOp('.')) {
      this.i++;
      this.expectOp('*');
      star = true;
    }
    let alias: string | null = null;
    if (this.eatKw('as')) {
      alias = this.ident();
    }
    return { p, name, alias, isStatic, star };
  }

  // --- annotations, modifiers, types ---

  annotations(): Annotation[] {
    const found: Annotation[] = [];
    while (this.isOp('@') && !this.isKw('interface', this.peek())) {
      const p = this.tok.p;
      this.i++;
      const name = this.qualified();
      let members: MapEntry[] = [];
      if (this.isOp('(')) {
        this.i++;
        members = [];
        while (!this.isOp(')')) {
          if ((this.isIdent() || this.tok.t === 'kw') && this.isOp('=', this.peek())) {
            const key: Expr = { k: 'str', p: this.tok.p, value: this.tok.v };
            this.i += 2;
            members.push({ key, value: this.annotationValue() });
          } else
            members.push({ key: { k: 'str', p: this.tok.p, value: 'value' }, value: this.annotationValue() });
          if (!this.eatOp(',')) break;
        }
        this.expectOp(')');
      }
      found.push({ name, p, members });
      this.nls();
    }
    return found;
  }

  private annotationValue(): Expr {
    if (this.isOp('@')) {
      const p = this.tok.p;
      this.annotations();
      return { k: 'null', p };
    }
    if (this.isOp('[')) {
      const list = this.attempt((): Expr | null => {
        const p = this.tok.p;
        this.i++;
        const items: Expr[] = [];
        while (!this.isOp(']')) {
          items.push(this.annotationValue());
          if (!this.eatOp(',')) break;
        }
        if (!this.eatOp(']')) return null;
        return { k: 'list', p, items };
      });
      if (list) return list;
    }
    return this.expression();
  }

  /** Modifiers and annotations in any order. */
  modifiers(): { modifiers: string[]; annotations: Annotation[] } {
    const modifiers: string[] = [];
    const annotations: Annotation[] = [];
    for (;;) {
      const t = this.tok;
      if (this.isOp('@') && !this.isKw('interface', this.peek())) annotations.push(...this.annotations());
      else if (
        t.t === 'kw' &&
        MODIFIERS.has(t.v) &&
        !(t.v === 'synchronized' && this.isOp('(', this.peek())) &&
        !(t.v === 'var' && !this.varIsModifier()) &&
        !(t.v === 'default' && (this.isOp(':', this.peek()) || this.isOp('->', this.peek())))
      ) {
        modifiers.push(t.v);
        this.i++;
        this.nls();
      } else if (t.t === 'id' && t.v === 'sealed' && (this.peek().t === 'kw' || this.peek().t === 'id')) {
        modifiers.push('sealed');
        this.i++;
      } else if (t.t === 'id' && t.v === 'non' && this.isOp('-', this.peek()) && this.peek(2).v === 'sealed')
        this.i += 3;
      else return { modifiers, annotations };
    }
  }

  private varIsModifier(): boolean {
    const next = this.peek();
    return this.isIdent(next) || (next.t === 'op' && next.v === '(');
  }

  typeRef(): TypeRef {
    if (this.isOp('@')) this.annotations();
    const t = this.tok;
    const p = t.p;
    let name: string;
    let args: TypeRef[] | undefined;
    if (t.t === 'kw' && PRIMITIVES.has(t.v)) {
      name = t.v;
      this.i++;
    } else if (this.isOp('?')) {
      this.i++;
      if (this.eatKw('extends') || this.eatKw('super')) this.typeRef();
      return { name: 'java.lang.Object', dims: 0, p };
    } else {
      name = this.ident();
      for (;;) {
        if (this.isOp('<')) args = this.typeArgs();
        if (
          this.isOp('.') &&
          (this.peek().t === 'id' || this.peek().t === 'kw') &&
          this.peek().v !== 'class' &&
          this.peek().v !== 'this'
        ) {
          this.i++;
          name += `.${this.tok.v}`;
          this.i++;
        } else break;
      }
    }
    let dims = 0;
    while (this.isOp('[') && this.isOp(']', this.peek())) {
      dims++;
      this.i += 2;
    }
    return args ? { name, args, dims, p } : { name, dims, p };
  }

  private typeArgs(): TypeRef[] {
    this.expectOp('<');
    const args: TypeRef[] = [];
    this.nls();
    while (!this.isOp('>')) {
      args.push(this.typeRef());
      while (this.eatOp('&')) this.typeRef();
      this.nls();
      if (!this.eatOp(',')) break;
      this.nls();
    }
    if (!this.eatOp('>')) this.fail();
    return args;
  }

  private typeParams(): string[] {
    const names: string[] = [];
    if (!this.isOp('<')) return names;
    this.i++;
    this.nls();
    while (!this.isOp('>')) {
      if (this.isOp('@')) this.annotations();
      names.push(this.ident());
      if (this.eatKw('extends')) {
        this.typeRef();
        while (this.eatOp('&')) this.typeRef();
      }
      this.nls();
      if (!this.eatOp(',')) break;
      this.nls();
    }
    if (!this.eatOp('>')) this.fail();
    return names;
  }

  // --- statements ---

  block(): Stmt[] {
    this.expectOp('{');
    const body = this.statements();
    this.expectOp('}');
    return body;
  }

  /** Statements up to a `}`, the end, or a `case`/`default` label. */
  statements(inSwitch = false): Stmt[] {
    const body: Stmt[] = [];
    this.depth++;
    try {
      for (;;) {
        this.separators();
        if (this.tok.t === 'eof' || this.isOp('}')) return body;
        if (
          inSwitch &&
          (this.isKw('case') ||
            (this.isKw('default') && (this.isOp(':', this.peek()) || this.isOp('->', this.peek()))))
        )
          return body;
        const before = this.i;
        try {
          const s = this.statement();
          body.push(s);
          if (!this.atEnd() && !this.isOp(';') && !this.isOp('}')) {
            if (inSwitch && (this.isKw('case') || this.isKw('default'))) continue;
            if (!this.endsWithBlock(s)) this.fail();
          }
        } catch (error) {
          if (!(error instanceof ParseFailure)) throw error;
          if (this.speculating > 0) throw error;
          this.recover(error, before);
        }
      }
    } finally {
      this.depth--;
    }
  }
  speculating = 0;

  statement(): Stmt {
    const t = this.tok;
    const p = t.p;
    if (t.t === 'op') {
      if (t.v === '{') {
        const closure = this.attempt(() => (this.closureHasParams() ? this.expressionStatement() : null));
        if (closure) return closure;
        return { k: 'blockStmt', p, body: this.block() };
      }
      if (t.v === ';') {
        this.i++;
        return { k: 'empty', p };
      }
      if (t.v === '@') return this.declaration() ?? this.fail();
    }
    if (t.t === 'kw') {
      switch (t.v) {
        case 'if': {
          this.i++;
          this.expectOp('(');
          const test = this.expression();
          this.expectOp(')');
          this.nls();
          const yes = this.branch();
          const mark = this.i;
          this.separatorsBeforeElse();
          if (this.eatKw('else')) {
            this.nls();
            return { k: 'if', p, test, yes, otherwise: this.branch() };
          }
          this.i = mark;
          return { k: 'if', p, test, yes, otherwise: null };
        }
        case 'while': {
          this.i++;
          this.expectOp('(');
          const test = this.expression();
          this.expectOp(')');
          this.nls();
          return { k: 'while', p, test, body: this.branch(), label: null };
        }
        case 'do': {
          this.i++;
          this.nls();
          const body = this.branch();
          this.separators();
          this.expectKw('while');
          this.expectOp('(');
          const test = this.expression();
          this.expectOp(')');
          return { k: 'doWhile', p, test, body, label: null };
        }
        case 'for':
          return this.forStatement();
        case 'switch': {
          const expr = this.switchExpression(false);
          if (expr.k === 'switchExpr' && expr.cases.some((c) => c.arrow)) {
            return { k: 'expr', p, value: expr };
          }
          if (expr.k !== 'switchExpr') this.fail();
          return { k: 'switch', p, value: expr.value, cases: expr.cases, label: null };
        }
        case 'try':
          return this.tryStatement();
        case 'throw':
          this.i++;
          return { k: 'throw', p, value: this.expression() };
        case 'return': {
          this.i++;
          const n = this.tok;
          if (n.t === 'nl' || n.t === 'eof' || this.isOp(';') || this.isOp('}'))
            return { k: 'return', p, value: null };
          return { k: 'return', p, value: this.statementExpression() };
        }
        case 'break':
        case 'continue': {
          this.i++;
          const label = this.tok.t === 'id' ? this.ident() : null;
          return { k: t.v, p, label };
        }
        case 'assert': {
          this.i++;
          const from = this.tok.p;
          const test = this.expression();
          const to = this.at(this.i - 1).e;
          let message: Expr | null = null;
          const mark = this.i;
          this.nls();
          if (this.eatOp(':') || this.eatOp(',')) {
            this.nls();
            message = this.expression();
          } else this.i = mark;
          return { k: 'assert', p, test, message, from, to };
        }
        case 'synchronized':
          if (this.isOp('(', this.peek())) {
            this.i += 2;
            const value = this.expression();
            this.expectOp(')');
            this.nls();
            return { k: 'synchronized', p, value, body: this.block() };
          }
          break;
        case 'class':
        case 'interface':
        case 'enum':
          return { k: 'class', p, decl: this.classDecl([], []) };
        case 'trait':
          if (this.peek().t === 'id') return { k: 'class', p, decl: this.classDecl([], []) };
          break;
        case 'import':
          this.fail();
          break;
        default:
      }
      const declaration = this.declaration();
      if (declaration) return declaration;
      return this.expressionStatement();
    }
    if (t.t === 'id') {
      if (this.isOp(':', this.peek()) && !this.isOp('::', this.peek())) {
        this.i += 2;
        this.nls();
        const body = this.statement();
        switch (body.k) {
          case 'while':
          case 'doWhile':
          case 'for':
          case 'forIn':
          case 'switch':
            return { ...body, label: t.v };
          default:
            return { k: 'labelled', p, label: t.v, body };
        }
      }
      if (
        t.v === 'yield' &&
        this.yields > 0 &&
        !this.isOp('=', this.peek()) &&
        !this.isOp('.', this.peek()) &&
        this.peek().t !== 'nl'
      ) {
        this.i++;
        return { k: 'yield', p, value: this.statementExpression() };
      }
      if (
        t.v === 'record' &&
        this.peek().t === 'id' &&
        (this.isOp('(', this.peek(2)) || this.isOp('<', this.peek(2)))
      )
        return { k: 'class', p, decl: this.classDecl([], []) };
      const declaration = this.declaration();
      if (declaration) return declaration;
    }
    return this.expressionStatement();
  }
  /** How many switch expressions enclose the code being read: there `yield` is a statement. */
  yields = 0;

  private separatorsBeforeElse(): void {
    const start = this.i;
    this.separators();
    if (!this.isKw('else')) this.i = start;
  }

  private branch(): Stmt {
    if (this.isOp('{')) {
      const p = this.tok.p;
      return { k: 'blockStmt', p, body: this.block() };
    }
    return this.statement();
  }

  private forStatement(): Stmt {
    const p = this.tok.p;
    this.i++;
    this.expectOp('(');
    const each = this.attempt((): Stmt | null => {
      this.modifiers();
      let type: TypeRef | null = null;
      if (!(this.isIdent() && (this.isKw('in', this.peek()) || this.isOp(':', this.peek()))))
        type = this.typeRef();
      if (!this.isIdent()) return null;
      const name = this.ident();
      if (!this.eatKw('in') && !this.eatOp(':')) return null;
      const over = this.expression();
      this.expectOp(')');
      return { k: 'forIn', p, name, type, over, body: { k: 'empty', p }, label: null };
    });
    if (each && each.k === 'forIn') {
      this.nls();
      return { ...each, body: this.loopBody() };
    }
    const init: Stmt[] = [];
    this.nls();
    if (!this.isOp(';')) {
      const declared = this.declaration();
      if (declared) init.push(declared);
      else {
        do {
          const e = this.expression();
          init.push({ k: 'expr', p: e.p, value: e });
        } while (this.eatOp(','));
      }
    }
    this.expectOp(';');
    this.nls();
    const test = this.isOp(';') ? null : this.expression();
    this.expectOp(';');
    this.nls();
    const update: Expr[] = [];
    if (!this.isOp(')')) {
      do update.push(this.expression());
      while (this.eatOp(','));
    }
    this.expectOp(')');
    this.nls();
    return { k: 'for', p, init, test, update, body: this.loopBody(), label: null };
  }

  private loopBody(): Stmt {
    if (this.isOp(';')) {
      const p = this.tok.p;
      this.i++;
      return { k: 'empty', p };
    }
    return this.branch();
  }

  private tryStatement(): Stmt {
    const p = this.tok.p;
    this.i++;
    const resources: Stmt[] = [];
    if (this.eatOp('(')) {
      this.nls();
      while (!this.isOp(')')) {
        const declared = this.declaration();
        if (declared) resources.push(declared);
        else {
          const e = this.expression();
          resources.push({ k: 'expr', p: e.p, value: e });
        }
        this.separators();
      }
      this.expectOp(')');
    }
    this.nls();
    const body = this.block();
    const catches: CatchClause[] = [];
    let last: Stmt[] | null = null;
    for (;;) {
      const mark = this.i;
      this.nls();
      if (this.isKw('catch')) {
        const at = this.tok.p;
        this.i++;
        this.expectOp('(');
        this.modifiers();
        const types: TypeRef[] = [];
        if (!(this.isIdent() && this.isOp(')', this.peek()))) {
          types.push(this.typeRef());
          while (this.eatOp('|')) types.push(this.typeRef());
        }
        const name = this.ident();
        this.expectOp(')');
        this.nls();
        catches.push({ types, name, body: this.block(), p: at });
      } else if (this.isKw('finally')) {
        this.i++;
        this.nls();
        last = this.block();
        break;
      } else {
        this.i = mark;
        break;
      }
    }
    if (catches.length === 0 && last === null && resources.length === 0)
      throw new ParseFailure(
        'Either a catch or finally clause or both is required for a try-catch-finally statement',
        p,
      );
    return { k: 'try', p, resources, body, catches, last };
  }

  /** A variable, method or class declaration, or null when what follows is not one. */
  private declaration(): Stmt | null {
    const start = this.i;
    const p = this.tok.p;
    const { modifiers, annotations } = this.modifiers();
    const t = this.tok;
    if (
      this.isKw('class') ||
      this.isKw('interface') ||
      this.isKw('enum') ||
      (this.isKw('trait') && this.peek().t === 'id') ||
      (this.isOp('@') && this.isKw('interface', this.peek())) ||
      (t.t === 'id' &&
        t.v === 'record' &&
        this.peek().t === 'id' &&
        (this.isOp('(', this.peek(2)) || this.isOp('<', this.peek(2))))
    ) {
      return { k: 'class', p, decl: this.classDecl(modifiers, annotations) };
    }
    const marked = modifiers.length > 0 || annotations.length > 0;
    const typeParams = marked && this.isOp('<') ? this.typeParams() : [];
    // def (a, b) = …
    if (marked && this.isOp('(')) return this.tupleDeclaration(p);
    if (!marked && !this.looksDeclared()) {
      this.i = start;
      return null;
    }
    let type: TypeRef | null = null;
    const untyped = this.isIdent() && marked && this.endsDeclaredName(this.peek());
    if (!untyped) {
      const read = this.attempt(() => {
        const ref = this.typeRef();
        return this.isIdent() || this.tok.t === 'str' ? ref : null;
      });
      if (read) type = read;
      else if (!(marked && (this.isIdent() || this.tok.t === 'str'))) {
        if (marked) {
          if (annotations.length > 0 && modifiers.length === 0) return null;
          this.fail();
        }
        this.i = start;
        return null;
      }
    }
    if ((this.isIdent() || this.tok.t === 'str') && this.isOp('(', this.peek())) {
      const decl = this.attempt(() => this.methodRest(modifiers, annotations, type, p));
      if (decl) return { k: 'method', p, decl: { ...decl, typeParams } };
      if (marked || type) {
        this.methodRest(modifiers, annotations, type, p);
      }
      this.i = start;
      return null;
    }
    const vars: VarDecl[] = [];
    do {
      this.nls();
      const at = this.tok.p;
      const name = this.ident();
      let initial: Expr | null = null;
      const mark = this.i;
      this.nls();
      if (this.eatOp('=')) {
        this.nls();
        initial = this.statementExpression();
      } else this.i = mark;
      vars.push({ name, type, initial, p: at });
    } while (this.eatOp(','));
    return { k: 'var', p, vars, annotations, modifiers };
  }

  private arrayInitializer(): Expr {
    const p = this.tok.p;
    this.expectOp('{');
    const items: Expr[] = [];
    this.nls();
    while (!this.isOp('}')) {
      items.push(this.expression());
      this.nls();
      if (!this.eatOp(',')) break;
      this.nls();
    }
    this.expectOp('}');
    return { k: 'arrayInit', p, items };
  }

  private tupleDeclaration(p: number): Stmt {
    this.expectOp('(');
    const vars: VarDecl[] = [];
    do {
      this.nls();
      const at = this.tok.p;
      this.modifiers();
      let type: TypeRef | null = null;
      if (!(this.isIdent() && (this.isOp(',', this.peek()) || this.isOp(')', this.peek()))))
        type = this.typeRef();
      vars.push({ name: this.ident(), type, initial: null, p: at });
    } while (this.eatOp(','));
    this.expectOp(')');
    this.nls();
    this.expectOp('=');
    this.nls();
    return { k: 'tupleVar', p, vars, value: this.statementExpression() };
  }

  private endsDeclaredName(t: Token): boolean {
    return (
      t.t === 'nl' ||
      t.t === 'eof' ||
      (t.t === 'op' &&
        (t.v === '=' ||
          t.v === ',' ||
          t.v === ';' ||
          t.v === '(' ||
          t.v === '}' ||
          t.v === ')' ||
          t.v === ':')) ||
      this.isKw('in', t)
    );
  }

  /** Groovy's own test for `a b`: a declaration when typed by a primitive, a capital, generics, an array or a `=`. */
  private looksDeclared(): boolean {
    const t = this.tok;
    const found = this.attempt(() => {
      const type = this.typeRef();
      const name = this.tok;
      if (!this.isIdent(name) && !(name.t === 'str' && this.isOp('(', this.peek()))) return null;
      const next = this.peek();
      return { type, next, name };
    });
    if (!found) return false;
    const end = this.i;
    this.i = this.tokens.indexOf(t, Math.max(0, end - 400));
    if (
      found.name.t === 'kw' &&
      (found.name.v === 'in' || found.name.v === 'as') &&
      !this.isOp('=', found.next)
    )
      return false;
    if (t.t === 'kw' && !PRIMITIVES.has(t.v)) return this.isOp('=', found.next);
    if (this.isOp('(', found.next)) {
      // `Foo bar(…) {` is a method, `foo bar(…)` a command.
      let i = this.tokens.indexOf(found.next);
      let depth = 0;
      for (; i < this.tokens.length; i++) {
        const each = this.at(i);
        if (this.isOp('(', each)) depth++;
        if (this.isOp(')', each) && --depth === 0) break;
      }
      let after = this.at(i + 1);
      while (after.t === 'nl') after = this.at(++i + 1);
      const capital =
        /^[\p{Lu}]/u.test(lastName(found.type.name)) ||
        t.t === 'kw' ||
        found.type.dims > 0 ||
        found.type.args !== undefined;
      return (this.isOp('{', after) || this.isKw('throws', after)) && capital;
    }
    if (t.t === 'kw') return true;
    const capital = /^[\p{Lu}]/u.test(lastName(found.type.name));
    return capital || this.isOp('=', found.next) || found.type.dims > 0 || found.type.args !== undefined;
  }

  private methodRest(
    modifiers: string[],
    annotations: Annotation[],
    returns: TypeRef | null,
    p: number,
  ): MethodDecl {
    const name = this.tok.t === 'str' ? this.tok.v : this.ident();
    if (this.at(this.i).t === 'str') this.i++;
    const params = this.params();
    let fallback: Expr | undefined;
    this.dims();
    const mark = this.i;
    this.nls();
    if (this.eatKw('throws')) {
      do {
        this.nls();
        this.typeRef();
      } while (this.eatOp(','));
    } else this.i = mark;
    if (this.isKw('default')) {
      this.i++;
      fallback = this.annotationValue();
    }
    const beforeBody = this.i;
    this.nls();
    const yields = this.yields;
    this.yields = 0;
    try {
      if (this.isOp('{')) return { name, modifiers, annotations, returns, params, body: this.block(), p };
    } finally {
      this.yields = yields;
    }
    this.i = beforeBody;
    return fallback
      ? { name, modifiers, annotations, returns, params, body: null, p, fallback }
      : { name, modifiers, annotations, returns, params, body: null, p };
  }

  private dims(): void {
    while (this.isOp('[') && this.isOp(']', this.peek())) this.i += 2;
  }

  private params(): Param[] {
    this.expectOp('(');
    const params: Param[] = [];
    this.nls();
    while (!this.isOp(')')) {
      params.push(this.param());
      this.nls();
      if (!this.eatOp(',')) break;
      this.nls();
    }
    this.expectOp(')');
    return params;
  }

  private param(): Param {
    const p = this.tok.p;
    const { annotations, modifiers } = this.modifiers();
    let type: TypeRef | null = null;
    const next = this.peek();
    const bare =
      this.isIdent() &&
      (next.t === 'nl' ||
        next.t === 'eof' ||
        (next.t === 'op' && (next.v === ',' || next.v === ')' || next.v === '=' || next.v === '->')));
    let varargs = false;
    if (!bare) {
      if (this.isOp('...')) varargs = true;
      else type = this.typeRef();
      if (this.isOp('...')) varargs = true;
      if (varargs) this.i++;
      if (this.isOp('@')) this.annotations();
    }
    const name = this.isKw('this') ? this.tok.v : this.ident();
    if (this.isOp('[') && this.isOp(']', this.peek()) && type) {
      this.dims();
      type = { ...type, dims: type.dims + 1 };
    }
    let initial: Expr | null = null;
    if (this.eatOp('=')) {
      this.nls();
      const noLambda = this.noLambda;
      this.noLambda = true;
      initial = this.expression();
      this.noLambda = noLambda;
    }
    return { name, type, initial, varargs, p, annotations, final: modifiers.includes('final'), modifiers };
  }

  // --- classes ---

  private classDecl(modifiers: string[], annotations: Annotation[]): ClassDecl {
    const p = this.tok.p;
    let kind: ClassKind;
    if (this.isOp('@')) {
      this.i += 2;
      kind = 'annotation';
    } else {
      const word = this.tok.v;
      if (
        word !== 'class' &&
        word !== 'interface' &&
        word !== 'enum' &&
        word !== 'trait' &&
        word !== 'record'
      )
        this.fail();
      kind = word;
      this.i++;
    }
    this.nls();
    const name = this.ident();
    this.nls();
    const typeParams = this.typeParams();
    let recordParams: Param[] | null = null;
    if (kind === 'record') recordParams = this.params();
    let superclass: TypeRef | null = null;
    const interfaces: TypeRef[] = [];
    for (;;) {
      const mark = this.i;
      this.nls();
      if (this.eatKw('extends')) {
        this.nls();
        if (kind === 'interface') {
          do {
            this.nls();
            interfaces.push(this.typeRef());
          } while (this.eatOp(','));
        } else {
          superclass = this.typeRef();
          if (kind === 'trait') while (this.eatOp(',')) this.typeRef();
        }
      } else if (this.eatKw('implements')) {
        do {
          this.nls();
          interfaces.push(this.typeRef());
        } while (this.eatOp(','));
      } else if (this.tok.t === 'id' && this.tok.v === 'permits') {
        this.i++;
        do {
          this.nls();
          this.typeRef();
        } while (this.eatOp(','));
      } else {
        if (!this.isOp('{')) this.i = mark;
        break;
      }
    }
    if (kind === 'trait' && superclass) {
      interfaces.push(superclass);
      superclass = null;
    }
    this.nls();
    const body = this.classBody(name, kind);
    return {
      kind,
      name,
      p,
      modifiers,
      annotations,
      superclass,
      interfaces,
      typeParams,
      recordParams,
      ...body,
    };
  }

  private classBody(
    name: string,
    kind: ClassKind,
  ): Pick<
    ClassDecl,
    'fields' | 'methods' | 'constructors' | 'initializers' | 'constants' | 'classes' | 'order'
  > {
    const fields: FieldDecl[] = [];
    const methods: MethodDecl[] = [];
    const constructors: MethodDecl[] = [];
    const initializers: { isStatic: boolean; body: Stmt[]; p: number }[] = [];
    const constants: EnumConstant[] = [];
    const classes: ClassDecl[] = [];
    const order: ({ field: number } | { initializer: number })[] = [];
    this.expectOp('{');
    const noLambda = this.noLambda;
    const yields = this.yields;
    this.noLambda = false;
    this.yields = 0;
    this.depth++;
    if (kind === 'enum') this.enumConstants(constants);
    for (;;) {
      this.separators();
      if (this.isOp('}') || this.tok.t === 'eof') break;
      const before = this.i;
      try {
        const p = this.tok.p;
        if (this.isOp('{')) {
          order.push({ initializer: initializers.length });
          initializers.push({ isStatic: false, body: this.block(), p });
          continue;
        }
        if (this.isKw('static') && this.isOp('{', this.peekPastNewlines(1))) {
          this.i++;
          this.nls();
          order.push({ initializer: initializers.length });
          initializers.push({ isStatic: true, body: this.block(), p });
          continue;
        }
        const { modifiers, annotations } = this.modifiers();
        if (
          this.isKw('class') ||
          this.isKw('interface') ||
          this.isKw('enum') ||
          (this.isKw('trait') && this.peek().t === 'id') ||
          (this.isOp('@') && this.isKw('interface', this.peek())) ||
          (this.tok.t === 'id' &&
            this.tok.v === 'record' &&
            this.peek().t === 'id' &&
            this.isOp('(', this.peek(2)))
        ) {
          classes.push(this.classDecl(modifiers, annotations));
          continue;
        }
        const methodTypes = this.isOp('<') ? this.typeParams() : [];
        // A constructor: the class's own name, no type.
        if (this.tok.t === 'id' && this.tok.v === name && this.isOp('(', this.peek())) {
          constructors.push({ ...this.methodRest(modifiers, annotations, null, p), typeParams: methodTypes });
          continue;
        }
        // A record's compact constructor.
        if (kind === 'record' && this.tok.t === 'id' && this.tok.v === name && this.isOp('{', this.peek())) {
          this.i++;
          constructors.push({
            name: '<compact>',
            modifiers,
            annotations,
            returns: null,
            params: [],
            body: this.block(),
            p,
          });
          continue;
        }
        let type: TypeRef | null = null;
        const untyped =
          (this.isIdent() || this.tok.t === 'str') &&
          modifiers.length + annotations.length > 0 &&
          this.endsDeclaredName(this.peek());
        if (!untyped) type = this.typeRef();
        if ((this.isIdent() || this.tok.t === 'str') && this.isOp('(', this.peek())) {
          methods.push({ ...this.methodRest(modifiers, annotations, type, p), typeParams: methodTypes });
          continue;
        }
        do {
          this.nls();
          const at = this.tok.p;
          const fieldName = this.ident();
          let initial: Expr | null = null;
          const mark = this.i;
          this.nls();
          if (this.eatOp('=')) {
            this.nls();
            initial = this.statementExpression();
          } else this.i = mark;
          order.push({ field: fields.length });
          fields.push({ name: fieldName, type, modifiers, annotations, initial, p: at });
        } while (this.eatOp(','));
        if (this.tok.t !== 'nl' && !this.isOp(';') && !this.isOp('}')) this.fail();
      } catch (error) {
        if (!(error instanceof ParseFailure) || this.speculating > 0) throw error;
        this.recover(error, before);
      }
    }
    this.depth--;
    this.noLambda = noLambda;
    this.yields = yields;
    this.expectOp('}');
    return { fields, methods, constructors, initializers, constants, classes, order };
  }

  private peekPastNewlines(n: number): Token {
    let i = this.i + n;
    while (this.at(i).t === 'nl') i++;
    return this.at(i);
  }

  private enumConstants(constants: EnumConstant[]): void {
    for (;;) {
      this.nls();
      const mark = this.i;
      if (this.isOp('@')) this.annotations();
      if (!this.isIdent()) {
        this.i = mark;
        return;
      }
      const next = this.peekPastNewlines(1);
      const near = this.peek();
      if (
        !(next.t === 'op' && (next.v === ',' || next.v === '}' || next.v === ';')) &&
        !this.isOp('(', near) &&
        !this.isOp('{', near) &&
        next.t !== 'eof' &&
        near.t !== 'nl'
      ) {
        this.i = mark;
        return;
      }
      const p = this.tok.p;
      const name = this.ident();
      let args: Expr[] = [];
      let body: ClassDecl | null = null;
      if (this.isOp('(')) args = this.args();
      if (this.isOp('{')) body = this.anonymous(name, p);
      constants.push({ name, args, body, p });
      const end = this.i;
      this.nls();
      if (!this.eatOp(',')) {
        this.i = end;
        return;
      }
    }
  }

  private anonymous(name: string, p: number): ClassDecl {
    const body = this.classBody(name, 'class');
    return {
      kind: 'class',
      name,
      p,
      modifiers: [],
      annotations: [],
      superclass: null,
      interfaces: [],
      typeParams: [],
      recordParams: null,
      ...body,
    };
  }

  // --- expressions ---

  private expressionStatement(): Stmt {
    const p = this.tok.p;
    // (a, b) = …
    if (this.isOp('(')) {
      const tuple = this.attempt((): Stmt | null => {
        this.i++;
        const targets: Expr[] = [];
        do {
          const name = this.tok;
          if (!this.isIdent(name)) return null;
          this.i++;
          targets.push({ k: 'id', p: name.p, name: name.v });
        } while (this.eatOp(','));
        if (!this.eatOp(')')) return null;
        this.nls();
        if (!this.eatOp('=')) return null;
        this.nls();
        return { k: 'expr', p, value: { k: 'tupleAssign', p, targets, value: this.statementExpression() } };
      });
      if (tuple) return tuple;
    }
    return { k: 'expr', p, value: this.statementExpression() };
  }

  /** An expression that may be a command chain: `a b, c d e`. */
  statementExpression(): Expr {
    const e = this.expression();
    return this.commands(e);
  }

  private startsArgument(): boolean {
    const t = this.tok;
    switch (t.t) {
      case 'id':
      case 'num':
      case 'str':
      case 'gstr':
        return true;
      case 'kw':
        return ['this', 'super', 'null', 'true', 'false', 'new', 'trait', 'var', 'switch', 'def'].includes(
          t.v,
        )
          ? t.v !== 'def'
          : PRIMITIVES.has(t.v) ||
              (this.isOp(':', this.peek()) &&
                this.at(this.i + 1).p === t.e &&
                t.v !== 'default' &&
                t.v !== 'else');
      case 'op':
        return t.v === '!' || t.v === '~' || (t.v === '*' && this.isOp(':', this.peek()) && false);
      case 'nl':
      case 'eof':
        return false;
    }
  }

  private commands(first: Expr): Expr {
    let e = first;
    if (
      !(
        e.k === 'id' ||
        e.k === 'prop' ||
        e.k === 'call' ||
        e.k === 'apply' ||
        (e.k === 'str' && false) ||
        e.k === 'gstr'
      )
    )
      return e;
    if (e.k === 'prop' && e.op === '.@') return e;
    if (!this.startsArgument()) return e;
    if (e.k === 'call' && e.obj === null && (e.name.k === 'this' || e.name.k === 'super')) return e;
    let args: Expr[];
    // What ends in `)` or `}` has its arguments: `f { … } the rest` goes on with a name.
    if (e.k === 'id' || e.k === 'prop' || e.k === 'gstr') {
      args = this.commandArgs();
      e = this.callOn(e, args);
    }
    // Name, arguments, name, arguments … as long as the line goes on.
    for (;;) {
      const t = this.tok;
      if (
        !(
          this.isIdent(t) ||
          t.t === 'str' ||
          t.t === 'gstr' ||
          t.t === 'num' ||
          (t.t === 'kw' && this.startsArgument())
        ) ||
        (t.t === 'kw' && (t.v === 'in' || t.v === 'as'))
      )
        break;
      const p = t.p;
      let name: Expr;
      if (t.t === 'str') {
        this.i++;
        name = { k: 'str', p, value: t.v };
      } else if (t.t === 'gstr') name = this.primary();
      else {
        this.i++;
        name = { k: 'str', p, value: t.v };
      }
      let link: Expr = { k: 'prop', p: e.p, obj: e, name, op: '.', at: p };
      const plain = link;
      link = this.pathElements(link);
      if (link === plain && this.startsArgument()) {
        args = this.commandArgs();
        link = this.callOn(link, args);
      }
      e = link;
    }
    return e;
  }

  private callOn(e: Expr, args: readonly Expr[]): Expr {
    switch (e.k) {
      case 'id':
        return {
          k: 'call',
          p: e.p,
          obj: null,
          name: { k: 'str', p: e.p, value: e.name },
          op: '.',
          args,
          at: e.p,
        };
      case 'prop':
        return { k: 'call', p: e.p, obj: e.obj, name: e.name, op: e.op, args, at: e.at };
      case 'gstr':
      case 'str':
        return { k: 'call', p: e.p, obj: null, name: e, op: '.', args, at: e.p };
      case 'this':
      case 'super':
        return { k: 'call', p: e.p, obj: null, name: e, op: '.', args, at: e.p };
      default:
        return { k: 'apply', p: e.p, fn: e, args };
    }
  }

  private commandArgs(): Expr[] {
    const args: Expr[] = [];
    const named: MapEntry[] = [];
    const p = this.tok.p;
    do {
      this.nls();
      this.argument(args, named);
    } while (this.eatOp(','));
    if (named.length > 0) args.unshift({ k: 'map', p, entries: named });
    return args;
  }

  private argument(args: Expr[], named: MapEntry[]): void {
    const t = this.tok;
    if (this.isOp('*') && this.isOp(':', this.peek())) {
      this.i += 2;
      this.nls();
      named.push({ key: null, value: this.expression() });
      return;
    }
    if (this.isOp('*')) {
      this.i++;
      args.push({ k: 'spread', p: t.p, value: this.expression() });
      return;
    }
    const next = this.peek();
    if (this.isOp(':', next) && (t.t === 'id' || t.t === 'kw' || t.t === 'str' || t.t === 'num')) {
      this.i += 2;
      this.nls();
      const key: Expr = t.t === 'num' ? { k: 'num', p: t.p, text: t.v } : { k: 'str', p: t.p, value: t.v };
      named.push({ key, value: this.expression() });
      return;
    }
    if (t.t === 'gstr' || this.isOp('(') || this.isOp('[') || t.t === 'str') {
      const entry = this.attempt((): MapEntry | null => {
        const key = this.primary();
        if (!this.isOp(':')) return null;
        this.i++;
        this.nls();
        return { key: key.k === 'paren' ? key.value : key, value: this.expression() };
      });
      if (entry) {
        named.push(entry);
        return;
      }
    }
    args.push(this.expression());
  }

  /** `( … )` with positional, named and spread arguments; named ones become one map in front. */
  args(): Expr[] {
    const p = this.tok.p;
    this.expectOp('(');
    const noLambda = this.noLambda;
    this.noLambda = false;
    const args: Expr[] = [];
    const named: MapEntry[] = [];
    this.nls();
    while (!this.isOp(')')) {
      this.argument(args, named);
      this.nls();
      if (!this.eatOp(',')) break;
      this.nls();
    }
    this.nls();
    this.expectOp(')');
    this.noLambda = noLambda;
    if (named.length > 0) args.unshift({ k: 'map', p, entries: named });
    return args;
  }

  expression(): Expr {
    const left = this.ternary();
    const mark = this.i;
    this.nls();
    const t = this.tok;
    if (t.t === 'op' && ASSIGNMENTS.has(t.v)) {
      if (left.k === 'paren' || !this.assignable(left)) {
        if (left.k !== 'paren')
          this.problems.push({
            at: left.p,
            message: 'The LHS of an assignment should be a variable or a field accessing expression',
          });
      }
      this.i++;
      this.nls();
      const value = this.statementExpression();
      if (left.k === 'list' && t.v === '=')
        return { k: 'tupleAssign', p: left.p, targets: left.items, value };
      return {
        k: 'assign',
        p: left.p,
        op: t.v,
        target: left.k === 'paren' ? left.value : left,
        value,
        at: t.p,
      };
    }
    this.i = mark;
    return left;
  }

  private assignable(e: Expr): boolean {
    return (
      e.k === 'id' ||
      e.k === 'prop' ||
      e.k === 'index' ||
      e.k === 'list' ||
      e.k === 'paren' ||
      e.k === 'gstr' ||
      e.k === 'str' ||
      e.k === 'type'
    );
  }

  private ternary(): Expr {
    const test = this.binary(0);
    const mark = this.i;
    this.nls();
    const t = this.tok;
    if (this.isOp('?')) {
      this.i++;
      this.nls();
      const noLambda = this.noLambda;
      this.noLambda = false;
      const yes = this.expression();
      this.noLambda = noLambda;
      this.nls();
      this.expectOp(':');
      this.nls();
      return { k: 'ternary', p: test.p, test, yes, otherwise: this.expression(), at: t.p };
    }
    if (this.isOp('?:')) {
      this.i++;
      this.nls();
      return { k: 'elvis', p: test.p, value: test, otherwise: this.expression(), at: t.p };
    }
    this.i = mark;
    return test;
  }

  /** The operator at the cursor, `>` signs that touch being one shift; how many tokens it takes. */
  private operator(): { v: string; n: number } | null {
    const t = this.tok;
    if (t.t === 'kw') return t.v === 'in' || t.v === 'instanceof' || t.v === 'as' ? { v: t.v, n: 1 } : null;
    if (t.t !== 'op') return null;
    if (t.v === '>') {
      const b = this.peek();
      const c = this.peek(2);
      if (this.isOp('>', b) && b.p === t.e) {
        if (this.isOp('>', c) && c.p === b.e) return { v: '>>>', n: 3 };
        return { v: '>>', n: 2 };
      }
    }
    return { v: t.v, n: 1 };
  }

  private binary(level: number): Expr {
    return level < LEVELS.length ? this.operators(level, this.binary(level + 1)) : this.unary();
  }

  /** The operators of one level behind an operand. */
  private operators(level: number, first: Expr): Expr {
    const row = LEVELS[level];
    let left = first;
    if (!row) return left;
    for (;;) {
      const mark = this.i;
      if (row.nextLine) this.nls();
      const op = this.operator();
      if (!op || !row.ops.has(op.v)) {
        this.i = mark;
        return left;
      }
      const at = this.tok.p;
      this.i += op.n;
      this.nls();
      switch (op.v) {
        case 'instanceof':
        case '!instanceof': {
          const type = this.typeRef();
          left = { k: 'instanceof', p: left.p, value: left, type, negated: op.v !== 'instanceof', at };
          left = this.stronger(level, left);
          break;
        }
        case 'as':
          left = { k: 'cast', p: left.p, type: this.typeRef(), value: left, as: true, at };
          left = this.stronger(level, left);
          break;
        case '..':
        case '..<':
        case '<..':
        case '<..<':
          left = {
            k: 'range',
            p: left.p,
            from: left,
            to: this.binary(level + 1),
            openLeft: op.v.startsWith('<'),
            openRight: op.v.endsWith('<'),
            at,
          };
          break;
        default:
          left = { k: 'bin', p: left.p, op: op.v, left, right: this.binary(level + 1), at };
      }
    }
  }

  /** Behind `as Type` any stronger operator may go on: `5 as String + 'a'`. */
  private stronger(level: number, first: Expr): Expr {
    let left = first;
    for (let each = LEVELS.length - 1; each > level; each--) left = this.operators(each, left);
    return left;
  }

  private unary(): Expr {
    const t = this.tok;
    if (t.t === 'op') {
      switch (t.v) {
        case '-':
        case '+': {
          this.i++;
          const next = this.tok;
          if (t.v === '-' && next.t === 'num' && next.p === t.e && !this.continuesPath(this.peek())) {
            // -2147483648 is a literal of its own; -1.abs() too.
            const value = this.power(this.postfixFrom(this.negativeLiteral(t.p)));
            return value;
          }
          return { k: 'unary', p: t.p, op: t.v, value: this.unary() };
        }
        case '++':
        case '--':
          this.i++;
          return { k: 'inc', p: t.p, op: t.v, prefix: true, target: this.unary(), at: t.p };
        default:
      }
    }
    return this.power(this.tight());
  }

  private continuesPath(t: Token): boolean {
    return t.t === 'op' && ['.', '?.', '*.', '.&', '.@', '::', '[', '?['].includes(t.v);
  }

  private negativeLiteral(p: number): Expr {
    const t = this.tok;
    this.i++;
    if (this.isOp('**')) {
      // -2 ** 2 negates the power.
      this.i--;
      return { k: 'unary', p, op: '-', value: this.power(this.tight()) };
    }
    return { k: 'num', p, text: `-${t.v}` };
  }

  private power(first: Expr): Expr {
    let left = first;
    while (this.isOp('**')) {
      const at = this.tok.p;
      this.i++;
      this.nls();
      const t = this.tok;
      const right = t.t === 'op' && (t.v === '-' || t.v === '+') ? this.unaryOperand() : this.tight();
      left = { k: 'bin', p: left.p, op: '**', left, right, at };
    }
    return left;
  }

  private unaryOperand(): Expr {
    const t = this.tok;
    if (t.v === '-' || t.v === '+') {
      this.i++;
      return { k: 'unary', p: t.p, op: t.v, value: this.unaryOperand() };
    }
    return this.tight();
  }

  /** What binds tighter than `**`: `!`, `~`, casts, postfix. */
  private tight(): Expr {
    const t = this.tok;
    if (t.t === 'op') {
      if (t.v === '!' || t.v === '~') {
        this.i++;
        this.nls();
        const value = this.notOperand();
        return t.v === '!' ? { k: 'not', p: t.p, value } : { k: 'unary', p: t.p, op: '~', value };
      }
      if (t.v === '(') {
        const cast = this.castExpression();
        if (cast) return cast;
      }
    }
    if (this.isKw('switch')) return this.postfixFrom(this.switchExpression());
    return this.postfix();
  }

  private notOperand(): Expr {
    const t = this.tok;
    if (t.t === 'op' && (t.v === '-' || t.v === '+' || t.v === '++' || t.v === '--')) return this.unary();
    return this.tight();
  }

  private castExpression(): Expr | null {
    return this.attempt((): Expr | null => {
      const p = this.tok.p;
      this.i++;
      const primitive = this.tok.t === 'kw' && PRIMITIVES.has(this.tok.v);
      if (!primitive && this.tok.t !== 'id') return null;
      const type = this.typeRef();
      while (this.eatOp('&')) this.typeRef();
      if (!this.eatOp(')')) return null;
      const t = this.tok;
      const sure = primitive || type.dims > 0 || type.args !== undefined;
      switch (t.t) {
        case 'nl':
        case 'eof':
          return null;
        case 'kw':
          if (
            !['this', 'super', 'null', 'true', 'false', 'new', 'switch', 'var', 'trait'].includes(t.v) &&
            !PRIMITIVES.has(t.v)
          )
            return null;
          break;
        case 'op':
          if (t.v === '-' || t.v === '+' || t.v === '++' || t.v === '--') {
            if (!sure && !/^\p{Lu}/u.test(lastName(type.name))) return null;
            return { k: 'cast', p, type, value: this.unary(), as: false, at: p };
          }
          if (t.v === '{' && !sure && !/^\p{Lu}/u.test(lastName(type.name))) return null;
          if (t.v === '[' && !sure && !/^\p{Lu}/u.test(lastName(type.name))) return null;
          if (t.v === '(' && !sure && !/^\p{Lu}/u.test(lastName(type.name))) return null;
          if (!['(', '[', '{', '!', '~'].includes(t.v)) return null;
          break;
        case 'id':
        case 'num':
        case 'str':
        case 'gstr':
          break;
      }
      return { k: 'cast', p, type, value: this.tight(), as: false, at: p };
    });
  }

  postfix(): Expr {
    return this.postfixFrom(this.pathElements(this.primary()));
  }

  private postfixFrom(first: Expr): Expr {
    let e = this.pathElements(first);
    while (this.isOp('++') || this.isOp('--')) {
      const t = this.tok;
      this.i++;
      e = { k: 'inc', p: e.p, op: t.v === '++' ? '++' : '--', prefix: false, target: e, at: t.p };
    }
    return e;
  }

  private pathElements(first: Expr): Expr {
    let e = first;
    for (;;) {
      const mark = this.i;
      const t = this.tok;
      if (t.t === 'nl') {
        this.nls();
        const n = this.tok;
        if (
          !(
            n.t === 'op' &&
            (n.v === '.' ||
              n.v === '?.' ||
              n.v === '*.' ||
              n.v === '.&' ||
              n.v === '::' ||
              n.v === '.@' ||
              n.v === '??.')
          )
        ) {
          this.i = mark;
          return e;
        }
        continue;
      }
      if (t.t !== 'op') return e;
      switch (t.v) {
        case '.':
        case '?.':
        case '*.':
        case '??.': {
          this.i++;
          this.nls();
          if (t.v === '.' && this.isKw('new') && this.peek().t === 'id') {
            const made = this.creator();
            e = made.k === 'new' ? { ...made, outer: e } : made;
            break;
          }
          if (this.isOp('<')) this.typeArgs();
          if (this.isOp('@')) {
            this.i++;
            e = { k: 'prop', p: e.p, obj: e, name: this.memberName(), op: '.@', at: t.p };
            break;
          }
          e = { k: 'prop', p: e.p, obj: e, name: this.memberName(), op: t.v, at: this.at(this.i - 1).p };
          break;
        }
        case '.@':
          this.i++;
          e = { k: 'prop', p: e.p, obj: e, name: this.memberName(), op: '.@', at: t.p };
          break;
        case '.&':
        case '::': {
          this.i++;
          this.nls();
          if (this.isKw('new')) {
            const at = this.tok.p;
            this.i++;
            e = { k: 'pointer', p: e.p, obj: e, name: { k: 'str', p: at, value: 'new' }, reference: true };
          } else e = { k: 'pointer', p: e.p, obj: e, name: this.memberName(), reference: t.v === '::' };
          break;
        }
        case '(':
          e = this.callOn(e, this.args());
          break;
        case '[':
        case '?[': {
          if (
            t.v === '[' &&
            this.isOp(']', this.peek()) &&
            (e.k === 'id' || e.k === 'prop' || e.k === 'type')
          ) {
            const type = this.typeFromExpr(e);
            if (!type) return e;
            if (e.k !== 'type' && !/^\p{Lu}/u.test(lastName(type.name))) {
              this.i += 2;
              e = { k: 'index', p: e.p, obj: e, args: [], safe: false, at: t.p };
              break;
            }
            this.i += 2;
            e = { k: 'type', p: e.p, type: { ...type, dims: type.dims + 1 } };
            break;
          }
          this.i++;
          const noLambda = this.noLambda;
          this.noLambda = false;
          const args: Expr[] = [];
          const named: MapEntry[] = [];
          this.nls();
          if (this.isOp(':') && this.isOp(']', this.peek())) {
            args.push({ k: 'map', p: this.tok.p, entries: [] });
            this.i++;
          }
          while (!this.isOp(']')) {
            this.argument(args, named);
            this.nls();
            if (!this.eatOp(',')) break;
            this.nls();
          }
          this.expectOp(']');
          this.noLambda = noLambda;
          const [entry] = named;
          if (entry) {
            const at = (entry.key ?? entry.value).p;
            const { line, column } = positionOf(this.source, at);
            throw new ParseFailure(`No map entry allowed at this place\n. At [${line}:${column}] `, at);
          }
          e = { k: 'index', p: e.p, obj: e, args, safe: t.v === '?[', at: t.p };
          break;
        }
        case '{': {
          if (!(e.k === 'id' || e.k === 'prop' || e.k === 'call' || e.k === 'apply' || e.k === 'gstr'))
            return e;
          if (e.k === 'prop' && e.op === '.@') return e;
          const closure = this.closure();
          if (e.k === 'call' || e.k === 'apply') e = { ...e, args: [...e.args, closure] };
          else e = this.callOn(e, [closure]);
          break;
        }
        default:
          return e;
      }
    }
  }

  private typeFromExpr(e: Expr): TypeRef | null {
    if (e.k === 'type') return e.type;
    if (e.k === 'id') return { name: e.name, dims: 0, p: e.p };
    if (e.k === 'prop' && e.name.k === 'str') {
      const outer = this.typeFromExpr(e.obj);
      return outer ? { name: `${outer.name}.${e.name.value}`, dims: 0, p: e.p } : null;
    }
    return null;
  }

  private memberName(): Expr {
    const t = this.tok;
    switch (t.t) {
      case 'id':
      case 'kw':
        this.i++;
        return { k: 'str', p: t.p, value: t.v };
      case 'str':
        this.i++;
        return { k: 'str', p: t.p, value: t.v };
      case 'gstr':
        return this.primary();
      case 'op':
        if (t.v === '(') return this.primary();
        return this.fail();
      case 'num':
      case 'nl':
      case 'eof':
        return this.fail();
    }
  }

  primary(): Expr {
    const t = this.tok;
    const p = t.p;
    switch (t.t) {
      case 'num':
        this.i++;
        return { k: 'num', p, text: t.v };
      case 'str':
        this.i++;
        return { k: 'str', p, value: t.v };
      case 'gstr':
        this.i++;
        return this.gstring(t);
      case 'id':
        if (this.isOp('->', this.peek()) && !this.noLambda) return this.lambda();
        this.i++;
        return { k: 'id', p, name: t.v };
      case 'kw':
        switch (t.v) {
          case 'null':
            this.i++;
            return { k: 'null', p };
          case 'true':
          case 'false':
            this.i++;
            return { k: 'bool', p, value: t.v === 'true' };
          case 'this':
            this.i++;
            return { k: 'this', p };
          case 'super':
            this.i++;
            return { k: 'super', p };
          case 'new':
            return this.creator();
          case 'switch':
            return this.switchExpression();
          case 'var':
          case 'trait':
          case 'in':
          case 'as':
            this.i++;
            return { k: 'id', p, name: t.v };
          case 'def':
            return this.fail();
          default:
            if (PRIMITIVES.has(t.v)) {
              this.i++;
              return { k: 'type', p, type: { name: t.v, dims: 0, p } };
            }
            return this.fail();
        }
      case 'op':
        switch (t.v) {
          case '(': {
            {
              const lambda = this.attempt(() => this.lambdaWithParens());
              if (lambda) return lambda;
            }
            this.i++;
            const noLambda = this.noLambda;
            this.noLambda = false;
            this.nls();
            const value = this.statementExpression();
            this.nls();
            this.expectOp(')');
            this.noLambda = noLambda;
            return { k: 'paren', p, value };
          }
          case '[':
            return this.listOrMap();
          case '{':
            return this.closure();
          default:
            return this.fail();
        }
      case 'nl':
      case 'eof':
        return this.fail();
    }
  }

  private gstring(t: Token): Expr {
    const strings: string[] = [];
    const values: Expr[] = [];
    for (const part of t.parts ?? []) {
      if (typeof part === 'string') {
        strings.push(part);
        continue;
      }
      const inner = new Parser(part.tokens, this.source, this.problems);
      inner.speculating = this.speculating;
      try {
        inner.nls();
        if (part.braces && inner.isOp('->')) {
          const closure: ClosureExpr = {
            k: 'closure',
            p: inner.tok.p,
            params: [],
            body: (inner.i++, inner.statements()),
            lambda: false,
            e: inner.tok.p,
          };
          values.push(closure);
        } else if (inner.tok.t === 'eof') values.push({ k: 'null', p: t.p });
        else {
          const closure = inner.attempt(() => inner.embeddedClosure());
          values.push(closure ?? inner.attempt(() => inner.onlyExpression()) ?? inner.embeddedStatements());
        }
        inner.separators();
        if (inner.tok.t !== 'eof') inner.fail();
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error;
        if (this.speculating > 0) throw error;
        this.problems.push({ at: error.at, message: error.message });
        if (values.length < strings.length) values.push({ k: 'null', p: t.p });
      }
    }
    return { k: 'gstr', p: t.p, strings, values };
  }

  private onlyExpression(): Expr | null {
    const value = this.statementExpression();
    this.separators();
    return this.tok.t === 'eof' ? value : null;
  }

  /** `${ def x = 1; x + 1 }`: what a closure of these statements answers. */
  embeddedStatements(): Expr {
    const p = this.tok.p;
    const body = this.statements();
    const fn: ClosureExpr = { k: 'closure', p, params: [], body, lambda: false, e: this.tok.p };
    return { k: 'apply', p, fn, args: [] };
  }

  /** `${ it -> … }`: a closure written without braces of its own. */
  embeddedClosure(): Expr | null {
    const p = this.tok.p;
    const params: Param[] = [];
    do params.push(this.param());
    while (this.eatOp(','));
    if (!this.eatOp('->')) return null;
    return { k: 'closure', p, params, body: this.statements(), lambda: false, e: this.tok.p };
  }

  private lambda(): Expr {
    const p = this.tok.p;
    const name = this.ident();
    this.expectOp('->');
    return this.lambdaBody(p, [
      { name, type: null, initial: null, varargs: false, p, annotations: [], final: false, modifiers: [] },
    ]);
  }

  private lambdaWithParens(): Expr | null {
    const p = this.tok.p;
    // A cheap look ahead: the parenthesis that closes must be followed by an arrow.
    let depth = 0;
    let i = this.i;
    for (; i < this.tokens.length; i++) {
      const t = this.at(i);
      if (t.t === 'op') {
        if (t.v === '(' || t.v === '[' || t.v === '{') depth++;
        else if (t.v === ')' || t.v === ']' || t.v === '}') {
          depth--;
          if (depth === 0) break;
        }
      } else if (t.t === 'eof') return null;
    }
    if (!this.isOp('->', this.at(i + 1)) || this.noLambda) return null;
    const params = this.params();
    if (!this.eatOp('->')) return null;
    return this.lambdaBody(p, params);
  }

  private lambdaBody(p: number, params: Param[]): Expr {
    this.nls();
    if (this.isOp('{'))
      return { k: 'closure', p, params, body: this.block(), lambda: true, e: this.at(this.i - 1).e };
    const value = this.statementExpression();
    return {
      k: 'closure',
      p,
      params,
      body: [{ k: 'expr', p: value.p, value }],
      lambda: true,
      e: this.at(this.i - 1).e,
    };
  }

  private closureHasParams(): boolean {
    // From a `{`: is there an arrow before any statement ends?
    let depth = 0;
    for (let i = this.i; i < this.tokens.length; i++) {
      const t = this.at(i);
      if (t.t === 'eof') return false;
      if (t.t === 'op') {
        if (t.v === '{' || t.v === '(' || t.v === '[') depth++;
        else if (t.v === '}' || t.v === ')' || t.v === ']') {
          if (--depth === 0) return false;
        } else if (t.v === '->' && depth === 1) return true;
        else if (t.v === ';' && depth === 1) return false;
      }
    }
    return false;
  }

  private closure(): ClosureExpr {
    const p = this.tok.p;
    this.expectOp('{');
    const noLambda = this.noLambda;
    const yields = this.yields;
    this.noLambda = false;
    this.yields = 0;
    const params = this.attempt((): Param[] | null => {
      this.nls();
      if (this.eatOp('->')) return [];
      const list: Param[] = [];
      for (;;) {
        list.push(this.param());
        this.nls();
        if (!this.eatOp(',')) break;
        this.nls();
      }
      return this.eatOp('->') ? list : null;
    });
    const body = this.statements();
    this.noLambda = noLambda;
    this.yields = yields;
    const e = this.expectOp('}').e;
    return { k: 'closure', p, params, body, lambda: false, e };
  }

  private listOrMap(): Expr {
    const p = this.tok.p;
    this.expectOp('[');
    const noLambda = this.noLambda;
    this.noLambda = false;
    this.nls();
    if (this.isOp(':')) {
      this.i++;
      this.nls();
      this.expectOp(']');
      this.noLambda = noLambda;
      return { k: 'map', p, entries: [] };
    }
    const items: Expr[] = [];
    const entries: MapEntry[] = [];
    while (!this.isOp(']')) {
      this.argument(items, entries);
      this.nls();
      if (!this.eatOp(',')) {
        // A key of any other form: [1 + 1: 2] needs parentheses in Groovy too, but [a.b: 1] is read.
        if (this.isOp(':') && items.length > 0) {
          this.i++;
          this.nls();
          const key = items.pop() as Expr;
          entries.push({ key, value: this.expression() });
          this.nls();
          if (this.eatOp(',')) {
            this.nls();
            continue;
          }
        }
        break;
      }
      this.nls();
    }
    this.expectOp(']');
    this.noLambda = noLambda;
    if (entries.length > 0) {
      if (items.length > 0) this.problems.push({ at: p, message: `Unexpected input: '['` });
      return { k: 'map', p, entries };
    }
    return { k: 'list', p, items };
  }

  private creator(): Expr {
    const p = this.tok.p;
    this.expectKw('new');
    this.nls();
    if (this.isOp('@')) this.annotations();
    if (this.isOp('<')) this.typeArgs();
    const type = this.typeRefNoDims();
    if (this.isOp('[')) {
      const dims: Expr[] = [];
      let extra = 0;
      while (this.isOp('[')) {
        this.i++;
        if (this.isOp(']')) extra++;
        else dims.push(this.expression());
        this.expectOp(']');
      }
      if (dims.length === 0) {
        this.nls();
        return { k: 'newArray', p, type, dims, extra, initial: this.arrayInitializer() };
      }
      return { k: 'newArray', p, type, dims, extra, initial: null };
    }
    if (!this.isOp('(')) this.fail();
    const args = this.args();
    const mark = this.i;
    this.nls();
    if (this.isOp('{') && mark === this.i) {
      return { k: 'new', p, type, args, body: this.anonymous('', p), outer: null };
    }
    this.i = mark;
    return { k: 'new', p, type, args, body: null, outer: null };
  }

  private typeRefNoDims(): TypeRef {
    const t = this.tok;
    if (t.t === 'kw' && PRIMITIVES.has(t.v)) {
      this.i++;
      return { name: t.v, dims: 0, p: t.p };
    }
    let name = this.ident();
    for (;;) {
      if (this.isOp('<')) this.typeArgs();
      if (this.isOp('.')) {
        this.i++;
        name += `.${this.tok.v}`;
        this.i++;
      } else break;
    }
    return { name, dims: 0, p: t.p };
  }

  private switchExpression(asValue = true): Expr {
    const p = this.tok.p;
    this.expectKw('switch');
    this.expectOp('(');
    const value = this.expression();
    this.expectOp(')');
    this.nls();
    this.expectOp('{');
    const cases: SwitchCase[] = [];
    for (;;) {
      this.separators();
      if (this.isOp('}')) break;
      const at = this.tok.p;
      let tests: Expr[] | null = null;
      if (this.eatKw('case')) {
        tests = [];
        const noLambda = this.noLambda;
        this.noLambda = true;
        do {
          this.nls();
          tests.push(this.expression());
        } while (this.eatOp(','));
        this.noLambda = noLambda;
      } else if (!this.eatKw('default')) this.fail();
      let arrow = false;
      if (this.eatOp('->')) arrow = true;
      else if (!this.eatOp(':')) this.fail();
      const { yields } = this;
      this.yields = asValue || arrow ? yields + 1 : 0;
      if (arrow) {
        this.nls();
        let body: Stmt[];
        if (this.isOp('{') && !this.closureHasParams())
          body = [{ k: 'blockStmt', p: this.tok.p, body: this.block() }];
        else if (this.isKw('throw')) body = [this.statement()];
        else {
          const e = this.statementExpression();
          body = [{ k: 'yield', p: e.p, value: e }];
        }
        cases.push({ tests, arrow, body, p: at });
      } else cases.push({ tests, arrow, body: this.statements(true), p: at });
      this.yields = yields;
    }
    this.expectOp('}');
    const early = cases.findIndex((each) => each.tests === null);
    if (early >= 0 && early < cases.length - 1) {
      const at = cases[early]?.body[0]?.p ?? cases[early]?.p ?? p;
      this.problems.push({ at, message: 'a default branch must only appear as the last branch of a switch' });
    }
    if (asValue && cases.some((each) => !each.arrow && each.body.length > 0 && !yieldsOrThrows(each.body)))
      this.problems.push({ at: p, message: '`yield` or `throw` is expected' });
    return { k: 'switchExpr', p, value, cases };
  }
}

/** Whether a `yield` or `throw` stands somewhere in the statements of a case. */
function yieldsOrThrows(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(yieldsOrThrows);
  const { k } = node as { k?: string };
  if (k === 'yield' || k === 'throw') return true;
  return k === 'closure' ? false : Object.values(node).some(yieldsOrThrows);
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The tree of a script and every problem found, by offset. Never throws for any source. */
export function parseTree(source: string): { tree: ScriptTree; problems: ScriptProblem[] } {
  const problems: ScriptProblem[] = [];
  const tokens = readTokens(source, problems);
  try {
    return { tree: new Parser(tokens, source, problems).script(), problems };
  } catch (error) {
    // Thousands of nested brackets overflow the reader's own stack: that is a problem of the source.
    const at = error instanceof ParseFailure ? error.at : 0;
    problems.push({
      at,
      message: error instanceof ParseFailure ? error.message : 'The code is nested too deeply',
    });
    return { tree: { source, packageName: null, imports: [], body: [] }, problems };
  }
}
