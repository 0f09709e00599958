<?php
// What the stand-ins of the carts share. Whatever PHP warns of is an error, as in a shop that is under development.
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});

/** Runs $render for each order of the JSON on standard input, and prints the pages as JSON. */
function render_all(callable $render): void
{
    $orders = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
    echo json_encode(array_map($render, $orders), JSON_THROW_ON_ERROR);
}

/** What $action prints. */
function printed(callable $action): string
{
    ob_start();
    $action();
    return ob_get_clean();
}
