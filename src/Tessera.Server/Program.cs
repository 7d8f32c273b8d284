using Tessera.Gateway.Http;
using Tessera.Ledger;

var builder = WebApplication.CreateSlimBuilder(args);
var data = Environment.GetEnvironmentVariable("TESSERA_DATA_DIR") ?? "data";
var books = Books.Open(data, TimeProvider.System);
builder.Services.AddTesseraGateway(new GatewaySetup { DataDirectory = data, Environment = Environment.GetEnvironmentVariable }, books);
var app = builder.Build();
app.UseTesseraGateway();
app.MapTesseraGateway();
if (books.Keys.IsNew) { Console.WriteLine(books.Keys.Create("test", Tessera.Ledger.Keys.KeyKind.Test).Secret); Console.WriteLine(books.Keys.Create("live", Tessera.Ledger.Keys.KeyKind.Live).Secret); }
await app.RunAsync();
