using Bellman.Recording;

namespace Bellman.Tests.Recording;

public class RunLabelsTests
{
    [Fact]
    public void Folders_of_one_name_are_told_apart_by_those_around_them()
        => Assert.Equal(["monday/runs/a", "tuesday/runs/a", "b"], RunLabels.Of(["/x/monday/runs/a", "/x/tuesday/runs/a/", "/y/b"]));

    [Fact]
    public void A_folder_that_is_named_twice_is_numbered()
        => Assert.Equal(["/a", "/a (2)"], RunLabels.Of(["/r/a", "/r/a"]).Select(label => "/" + label.Split('/')[^1]));
}
