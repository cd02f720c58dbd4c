// Stands in for the package Aspire.Hosting.PostgreSQL where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    public PostgresServerResource Parent { get; } = postgresParentResource;

    public string DatabaseName { get; } = databaseName;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");

    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{Parent.UriExpression}/{DatabaseName:uri}");

    public ReferenceExpression JdbcConnectionString => ReferenceExpression.Create($"{Parent.JdbcConnectionString}/{DatabaseName:uri}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        .. ((IResourceWithConnectionString)Parent).GetConnectionProperties().Where(property => property.Key is not ("Uri" or "JdbcConnectionString")),
        new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ];
}
