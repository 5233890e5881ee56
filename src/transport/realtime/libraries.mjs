// Plain JavaScript: the types of pusher-js are those of another module system. At run time its default import is the class.
export async function loadLibraries() {
  const [pusher, echo] = await Promise.all([import('pusher-js'), import('laravel-echo')]);
  return { Pusher: pusher.default, Echo: echo.default };
}
