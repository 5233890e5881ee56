<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Academy</title>
    </head>
    <body>
        <p>Application up</p>
    </body>
</html>
