using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Tests.Simulation;

/// <summary>A database whose transactions fail when told: before they begin, or after they were committed.</summary>
/// <param name="rewrite">Changes statements, to break the store on purpose.</param>
internal sealed class ShakyDatabase(Database database, Func<string, string> rewrite) : Database
{
    /// <summary>How many of the next transactions fail without a trace.</summary>
    public int Refusals { get; set; }

    /// <summary>How many of those after that are committed, and seem to fail.</summary>
    public int LostAnswers { get; set; }

    public override string Path => database.Path;

    public override Connection Connect() => new ShakyConnection(this, database.Connect(), rewrite);

    public override Connection ConnectForLong() => new ShakyConnection(this, database.ConnectForLong(), rewrite);

    private sealed class ShakyConnection(ShakyDatabase owner, Connection connection, Func<string, string> rewrite) : Connection
    {
        public override int Changes => connection.Changes;

        public override Statement Prepare(string sql) => connection.Prepare(rewrite(sql));

        public override void Run(string sql) => connection.Run(sql);

        public override void Transact(Action work)
        {
            if (owner.Refusals > 0)
            {
                owner.Refusals--;
                throw new PassingFault();
            }

            connection.Transact(work);
            if (owner.LostAnswers > 0)
            {
                owner.LostAnswers--;
                throw new PassingFault();
            }
        }

        public override void TransactAlone(Action work) => Transact(work);

        public override void Together(Action work) => connection.Together(work);

        public override void Finish() => connection.Finish();

        public override void Dispose() => connection.Dispose();
    }

    private sealed class PassingFault() : SqlFault("away for a moment")
    {
        public override bool IsLasting => false;

        public override string Explain(string place) => Message;
    }
}
