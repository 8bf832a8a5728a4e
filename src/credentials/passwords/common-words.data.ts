/** Words that attackers decorate first. Two of them together are as common as one. */
const WEAKEST = `
  access account admin administrator apple azerty bonjour bienvenue bienvenido business change changeit changeme
  cisco ciao company computer contrasena contrasenya corona covid dell default demo dragon easter einloggen
  employee enter example facebook football geheim geheimnis google guest hallo hello hola home horse house
  iloveyou internet jesus kennwort kodeord latchkey letmein liverpool local login london losen love lozinka
  manager master microsoft money monkey motdepasse namaste network nopass office oracle parol parola parool pass
  passcode passe password passwort passwd password passwords princess private public qwerty qwertz root
  salasana salut samsung school schule secret secure security senha server service sesame shalom staff start
  starwars student summer sunshine super superman support system teacher temp temporary test tester testing testtest
  user users wachtwoord welcome welcom welkom willkommen windows winner wordpass work worker
  пароль привет
`;

const SEASONS_AND_DAYS = `
  spring summer autumn fall winter fruehling fruhling sommer herbst printemps ete automne hiver primavera verano
  otono invierno estate autunno inverno verao outono
  january february march april may june july august september october november december
  januar februar marz maerz mai juni juli oktober dezember
  janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
  janeiro fevereiro maio junho julho setembro outubro novembro dezembro
  monday tuesday wednesday thursday friday saturday sunday weekend christmas xmas halloween holiday birthday
  montag dienstag mittwoch donnerstag freitag samstag sonntag weihnachten lundi mardi mercredi jeudi vendredi
  samedi dimanche lunes martes miercoles jueves viernes sabado domingo
`;

/** Too short to be words, and yet what stands before `12345!`. */
const STUBS =
  'a aa aaa ab abc abcd aa as asd az bb cc dd god jan feb mar apr jun jul aug sep sept oct nov dec q qa qaz qw qwe sex wsx x xx xxx xyz z zaq zx zxc';

export const WEAKEST_WORDS: readonly string[] = wordsOf(WEAKEST);
export const MORE_WORDS: readonly string[] = wordsOf(`${SEASONS_AND_DAYS} ${STUBS}`);
/** What goes before one of them and makes it no less common. */
export const PREFIXES: readonly string[] = [
  'my',
  'the',
  'new',
  'our',
  'old',
  'mein',
  'neues',
  'mon',
  'mi',
  'le',
  'el',
];

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
