using Tessera.Bench;

// bench/run.sh starts this program in three roles; see bench/README.md.
return args switch
{
    ["upstream", var port] => await Upstream.RunAsync(int.Parse(port)),
    ["passthrough", var port, var upstream] => await PassThrough.RunAsync(int.Parse(port), new Uri(upstream)),
    ["measure", .. var options] => await Measure.RunAsync(Options.Parse(options)),
    _ => throw new ArgumentException("upstream PORT | passthrough PORT UPSTREAM | measure …"),
};
