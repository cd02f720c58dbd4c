namespace Booking.Contract.Tests;

using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

/// <summary>The rules themselves: a document that breaks them is caught, one that keeps them passes.</summary>
public sealed class DocumentRulesTests
{
    private const string Good = """
        {
          "openapi": "3.1.1",
          "paths": {
            "/holds/{id}": {
              "post": {
                "operationId": "extendHold", "summary": "Extend a hold", "tags": ["Holds"], "security": [{ "bearer": [] }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Extend" } } } },
                "responses": {
                  "200": { "description": "", "content": { "application/json": { "example": {} } } },
                  "400": { "$ref": "#/components/responses/Problem" },
                  "401": { "$ref": "#/components/responses/Problem" },
                  "404": { "$ref": "#/components/responses/Problem" }
                }
              }
            }
          },
          "components": {
            "schemas": { "Extend": { "type": "object", "examples": [{ "minutes": 5 }] } },
            "responses": { "Problem": { "description": "", "content": { "application/problem+json": {} } } },
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } }
          }
        }
        """;

    [Fact]
    public void Violations_WhenAllRulesAreKept_AreNone() => Violations(new DocumentRules(Parse())).ShouldBeEmpty();

    [Theory]
    [InlineData("operationId")]
    [InlineData("summary")]
    [InlineData("tags")]
    [InlineData("security")]
    public void Violations_WhenAMemberIsMissing_NameTheOperation(string member)
    {
        var document = Parse();
        Operation(document).Remove(member);

        Violations(new DocumentRules(document)).ShouldHaveSingleItem().ShouldContain("POST /holds/{id}");
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("404")]
    public void Violations_WhenAProblemIsMissing_NameItsStatus(string status)
    {
        var document = Parse();
        Operation(document)["responses"]!.AsObject().Remove(status);

        Violations(new DocumentRules(document)).ShouldHaveSingleItem().ShouldContain(status);
    }

    [Fact]
    public void Violations_WhenASchemaLosesItsExample_NameTheBody()
    {
        var document = Parse();
        document["components"]!["schemas"]!["Extend"]!.AsObject().Remove("examples");

        Violations(new DocumentRules(document)).ShouldHaveSingleItem().ShouldContain("request body");
    }

    [Fact]
    public void Violations_WhenAnIdIsUsedTwice_NameBothOperations()
    {
        var document = Parse();
        var path = document["paths"]!["/holds/{id}"]!.AsObject();
        path["put"] = path["post"]!.DeepClone();

        Violations(new DocumentRules(document)).ShouldHaveSingleItem().ShouldContain("POST /holds/{id}, PUT /holds/{id}");
    }

    [Fact]
    public void Between_WhenAMemberChanges_NamesItsPath()
    {
        var changed = Parse();
        Operation(changed)["summary"] = "Another";

        JsonDifference.Between(Parse(), changed).ShouldHaveSingleItem().ShouldContain("/paths//holds/{id}/post/summary");
    }

    private static JsonObject Parse() => JsonNode.Parse(Good)!.AsObject();

    private static JsonObject Operation(JsonObject document) => document["paths"]!["/holds/{id}"]!["post"]!.AsObject();

    private static IEnumerable<string> Violations(DocumentRules rules) =>
        [.. rules.UnnamedOperations(), .. rules.UnclearSecurity(), .. rules.BodiesWithoutExample(), .. rules.MissingProblems()];
}
