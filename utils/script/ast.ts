/** The tree the parser makes and the compiler reads. `p` is the offset of a node's first (or operator's) character. */

export type TypeRef = {
  readonly name: string;
  readonly args?: readonly TypeRef[];
  readonly dims: number;
  readonly p: number;
};

export type Annotation = { readonly name: string; readonly p: number; readonly members: readonly MapEntry[] };

export type Param = {
  readonly name: string;
  readonly type: TypeRef | null;
  readonly initial: Expr | null;
  readonly varargs: boolean;
  readonly p: number;
  readonly annotations: readonly Annotation[];
  readonly final: boolean;
  /** A modifier such as `private` on a record's or constructor's parameter. */
  readonly modifiers: readonly string[];
};

export type MapEntry = { readonly key: Expr | null; readonly value: Expr };

export type ClosureExpr = {
  readonly k: 'closure';
  readonly p: number;
  /** null: no arrow, so the implicit `it`. */
  readonly params: readonly Param[] | null;
  readonly body: readonly Stmt[];
  readonly lambda: boolean;
  readonly e: number;
};

export type Expr =
  | { readonly k: 'null'; readonly p: number }
  | { readonly k: 'bool'; readonly p: number; readonly value: boolean }
  | { readonly k: 'num'; readonly p: number; readonly text: string }
  | { readonly k: 'str'; readonly p: number; readonly value: string }
  | {
      readonly k: 'gstr';
      readonly p: number;
      readonly strings: readonly string[];
      readonly values: readonly Expr[];
    }
  | { readonly k: 'id'; readonly p: number; readonly name: string }
  | { readonly k: 'this'; readonly p: number }
  | { readonly k: 'super'; readonly p: number }
  | { readonly k: 'type'; readonly p: number; readonly type: TypeRef }
  | {
      readonly k: 'prop';
      readonly p: number;
      readonly obj: Expr;
      readonly name: Expr;
      readonly op: '.' | '?.' | '*.' | '.@' | '??.';
      readonly at: number;
    }
  | {
      readonly k: 'call';
      readonly p: number;
      readonly obj: Expr | null;
      readonly name: Expr;
      readonly op: '.' | '?.' | '*.' | '.@' | '??.';
      readonly args: readonly Expr[];
      readonly at: number;
    }
  /** Calls the value of an expression: `(expr)(args)`, `x[0](1)`. */
  | { readonly k: 'apply'; readonly p: number; readonly fn: Expr; readonly args: readonly Expr[] }
  | {
      readonly k: 'index';
      readonly p: number;
      readonly obj: Expr;
      readonly args: readonly Expr[];
      readonly safe: boolean;
      readonly at: number;
    }
  | {
      readonly k: 'bin';
      readonly p: number;
      readonly op: string;
      readonly left: Expr;
      readonly right: Expr;
      readonly at: number;
    }
  | { readonly k: 'not'; readonly p: number; readonly value: Expr }
  | { readonly k: 'unary'; readonly p: number; readonly op: '-' | '+' | '~'; readonly value: Expr }
  | {
      readonly k: 'inc';
      readonly p: number;
      readonly op: '++' | '--';
      readonly prefix: boolean;
      readonly target: Expr;
      readonly at: number;
    }
  | {
      readonly k: 'assign';
      readonly p: number;
      readonly op: string;
      readonly target: Expr;
      readonly value: Expr;
      readonly at: number;
    }
  | { readonly k: 'tupleAssign'; readonly p: number; readonly targets: readonly Expr[]; readonly value: Expr }
  | {
      readonly k: 'ternary';
      readonly p: number;
      readonly test: Expr;
      readonly yes: Expr;
      readonly otherwise: Expr;
      readonly at: number;
    }
  | {
      readonly k: 'elvis';
      readonly p: number;
      readonly value: Expr;
      readonly otherwise: Expr;
      readonly at: number;
    }
  | { readonly k: 'list'; readonly p: number; readonly items: readonly Expr[] }
  | { readonly k: 'map'; readonly p: number; readonly entries: readonly MapEntry[] }
  | {
      readonly k: 'range';
      readonly p: number;
      readonly from: Expr;
      readonly to: Expr;
      readonly openLeft: boolean;
      readonly openRight: boolean;
      readonly at: number;
    }
  | ClosureExpr
  | {
      readonly k: 'new';
      readonly p: number;
      readonly type: TypeRef;
      readonly args: readonly Expr[];
      readonly body: ClassDecl | null;
      readonly outer: Expr | null;
    }
  | {
      readonly k: 'newArray';
      readonly p: number;
      readonly type: TypeRef;
      readonly dims: readonly Expr[];
      readonly extra: number;
      readonly initial: Expr | null;
    }
  | { readonly k: 'arrayInit'; readonly p: number; readonly items: readonly Expr[] }
  | {
      readonly k: 'cast';
      readonly p: number;
      readonly type: TypeRef;
      readonly value: Expr;
      readonly as: boolean;
      readonly at: number;
    }
  | {
      readonly k: 'instanceof';
      readonly p: number;
      readonly value: Expr;
      readonly type: TypeRef;
      readonly negated: boolean;
      readonly at: number;
    }
  | { readonly k: 'spread'; readonly p: number; readonly value: Expr }
  | {
      readonly k: 'pointer';
      readonly p: number;
      readonly obj: Expr;
      readonly name: Expr;
      readonly reference: boolean;
    }
  | { readonly k: 'paren'; readonly p: number; readonly value: Expr }
  | {
      readonly k: 'switchExpr';
      readonly p: number;
      readonly value: Expr;
      readonly cases: readonly SwitchCase[];
    }
  | { readonly k: 'block'; readonly p: number; readonly body: readonly Stmt[] };

export type SwitchCase = {
  /** null stands for `default`. */
  readonly tests: readonly Expr[] | null;
  readonly arrow: boolean;
  readonly body: readonly Stmt[];
  readonly p: number;
};

export type VarDecl = {
  readonly name: string;
  readonly type: TypeRef | null;
  readonly initial: Expr | null;
  readonly p: number;
};

export type Stmt =
  | { readonly k: 'expr'; readonly p: number; readonly value: Expr }
  | {
      readonly k: 'var';
      readonly p: number;
      readonly vars: readonly VarDecl[];
      readonly annotations: readonly Annotation[];
      readonly modifiers: readonly string[];
    }
  | {
      readonly k: 'tupleVar';
      readonly p: number;
      readonly vars: readonly VarDecl[];
      readonly value: Expr | null;
    }
  | { readonly k: 'blockStmt'; readonly p: number; readonly body: readonly Stmt[] }
  | {
      readonly k: 'if';
      readonly p: number;
      readonly test: Expr;
      readonly yes: Stmt;
      readonly otherwise: Stmt | null;
    }
  | {
      readonly k: 'while';
      readonly p: number;
      readonly test: Expr;
      readonly body: Stmt;
      readonly label: string | null;
    }
  | {
      readonly k: 'doWhile';
      readonly p: number;
      readonly test: Expr;
      readonly body: Stmt;
      readonly label: string | null;
    }
  | {
      readonly k: 'for';
      readonly p: number;
      readonly init: readonly Stmt[];
      readonly test: Expr | null;
      readonly update: readonly Expr[];
      readonly body: Stmt;
      readonly label: string | null;
    }
  | {
      readonly k: 'forIn';
      readonly p: number;
      readonly name: string;
      readonly type: TypeRef | null;
      readonly over: Expr;
      readonly body: Stmt;
      readonly label: string | null;
    }
  | {
      readonly k: 'switch';
      readonly p: number;
      readonly value: Expr;
      readonly cases: readonly SwitchCase[];
      readonly label: string | null;
    }
  | { readonly k: 'labelled'; readonly p: number; readonly label: string; readonly body: Stmt }
  | {
      readonly k: 'try';
      readonly p: number;
      readonly resources: readonly Stmt[];
      readonly body: readonly Stmt[];
      readonly catches: readonly CatchClause[];
      readonly last: readonly Stmt[] | null;
    }
  | { readonly k: 'throw'; readonly p: number; readonly value: Expr }
  | {
      readonly k: 'assert';
      readonly p: number;
      readonly test: Expr;
      readonly message: Expr | null;
      readonly from: number;
      readonly to: number;
    }
  | { readonly k: 'return'; readonly p: number; readonly value: Expr | null }
  | { readonly k: 'yield'; readonly p: number; readonly value: Expr }
  | { readonly k: 'break'; readonly p: number; readonly label: string | null }
  | { readonly k: 'continue'; readonly p: number; readonly label: string | null }
  | { readonly k: 'class'; readonly p: number; readonly decl: ClassDecl }
  | { readonly k: 'method'; readonly p: number; readonly decl: MethodDecl }
  | { readonly k: 'synchronized'; readonly p: number; readonly value: Expr; readonly body: readonly Stmt[] }
  | { readonly k: 'empty'; readonly p: number };

export type CatchClause = {
  readonly types: readonly TypeRef[];
  readonly name: string;
  readonly body: readonly Stmt[];
  readonly p: number;
};

export type MethodDecl = {
  readonly name: string;
  readonly modifiers: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly returns: TypeRef | null;
  readonly typeParams?: readonly string[];
  readonly params: readonly Param[];
  /** null: abstract. */
  readonly body: readonly Stmt[] | null;
  readonly p: number;
  /** Default value of an annotation's member. */
  readonly fallback?: Expr;
};

export type FieldDecl = {
  readonly name: string;
  readonly type: TypeRef | null;
  readonly modifiers: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly initial: Expr | null;
  readonly p: number;
};

export type EnumConstant = {
  readonly name: string;
  readonly args: readonly Expr[];
  readonly body: ClassDecl | null;
  readonly p: number;
};

export type ClassKind = 'class' | 'interface' | 'trait' | 'enum' | 'annotation' | 'record';

export type ClassDecl = {
  readonly kind: ClassKind;
  readonly name: string;
  readonly p: number;
  readonly modifiers: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly superclass: TypeRef | null;
  readonly interfaces: readonly TypeRef[];
  readonly typeParams: readonly string[];
  readonly fields: readonly FieldDecl[];
  readonly methods: readonly MethodDecl[];
  readonly constructors: readonly MethodDecl[];
  readonly initializers: readonly {
    readonly isStatic: boolean;
    readonly body: readonly Stmt[];
    readonly p: number;
  }[];
  readonly constants: readonly EnumConstant[];
  readonly classes: readonly ClassDecl[];
  /** Fields and initializers in the order written, which is the order they run in. */
  readonly order: readonly ({ readonly field: number } | { readonly initializer: number })[];
  readonly recordParams: readonly Param[] | null;
};

export type ImportDecl = {
  readonly p: number;
  readonly name: string;
  readonly alias: string | null;
  readonly isStatic: boolean;
  readonly star: boolean;
};

export type ScriptTree = {
  readonly source: string;
  readonly packageName: string | null;
  readonly imports: readonly ImportDecl[];
  /** Everything in order; classes and methods of the script are among the statements. */
  readonly body: readonly Stmt[];
};
