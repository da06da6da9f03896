using Foundation.Secrets;
using Releases.Records;

namespace Releases.Tests.Records;

public sealed class SecretRecordTests
{
    [Fact]
    public void A_secret_is_neither_in_the_file_nor_in_what_reports_and_notices_are_made_of()
    {
        SecretKeeper.Open();
        _ = new Secret("to\"p+secret");
        var file = Path.GetTempFileName();
        try
        {
            var writer = new RecordWriter(file, SampleRecord.Failed);

            writer.Update(record => record with { Problems = ["docker push: DOCKER_PASSWORD=to\"p+secret"] });

            writer.Current.Problems.ShouldBe(["docker push: DOCKER_PASSWORD=***"]);
            RecordFormat.Read(file, File.ReadAllText(file)).Problems.ShouldBe(writer.Current.Problems);
            File.ReadAllText(file).ShouldNotContain("secret");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
